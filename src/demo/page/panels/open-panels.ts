/** The side panels, in the order in which they stand beside the conversation. */
export const PANELS = ['stories', 'clouds', 'backstage'] as const;
export type PanelName = (typeof PANELS)[number];

/** Wide enough for the conversation and this many panels, in CSS pixels of the window. */
const TWO_PANELS = 1340;
const TWO_PANELS_AND_A_THREAD = 1740;
const OPEN_FOR_NEWCOMERS = 1000;

/** How many panels find a place beside the conversation. */
export function panelsThatFit(width: number, hasThread: boolean): number {
  return width >= (hasThread ? TWO_PANELS_AND_A_THREAD : TWO_PANELS) ? 2 : 1;
}

/** The open panels that are seen where only so many fit: the ones that were opened last. */
export function seenPanels(open: readonly PanelName[], fit: number): readonly PanelName[] {
  return open.slice(-fit);
}

/** The open panels, latest last, after the button of one was pressed: one that was seen closes, any other is seen. */
export function toggled(open: readonly PanelName[], name: PanelName, fit: number): readonly PanelName[] {
  const others = open.filter((one) => one !== name);
  return seenPanels(open, fit).includes(name) ? others : [...others, name].slice(-2);
}

/** What was open last time, from what was kept; for a newcomer on a wide window the stories, which say what to do. */
export function rememberedPanels(kept: string | null, width: number): readonly PanelName[] {
  if (kept === null) return width >= OPEN_FOR_NEWCOMERS ? ['stories'] : [];
  const names = kept.split(' ');
  return names.flatMap((name) => PANELS.filter((one) => one === name)).slice(-2);
}

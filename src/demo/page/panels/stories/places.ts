import type { StepShown } from '../../../backstage/shown.ts';
import type { Shown } from '../../../slack/page-api/shown.ts';

/** What a panel asks of the page around it. */
export interface PageForPanels {
  /** Goes somewhere, as somebody; what is left out stays as it is. */
  go(place: { me?: string; channel?: string; thread?: string | null }): void;
  /** Puts a line into the box of the channel, in place of what stands there, and the cursor behind it. */
  fillComposer(text: string): void;
  /** Who the page is now. */
  me(): string;
}

/** The people and channels of stories by name, and how to get there. */
export interface Places extends Pick<PageForPanels, 'go' | 'me'> {
  firstName(person: string): string;
  /** "Alice in #cutover"; without the channel where its name is not known. */
  placeName(person: string, channel: string): string;
  putInBox(step: StepShown, line: string): void;
  /** Learns names from an answer of the workspace; each person sees other channels, so what was known stays. */
  learn(shown: Shown): void;
}

/** Places for stories. `onTaken` is called when a line was put into the box, which the panel may cover. */
export function createPlaces(page: PageForPanels, onTaken: () => unknown): Places {
  const people = new Map<string, string>();
  const channels = new Map<string, string>();
  const firstName = (person: string): string => people.get(person)?.split(' ')[0] ?? person;
  return {
    go: (place) => page.go(place),
    me: () => page.me(),
    firstName,
    placeName: (person, channel) => {
      const name = channels.get(channel);
      return name === undefined ? firstName(person) : `${firstName(person)} in ${name}`;
    },
    putInBox: (step, line) => {
      onTaken();
      page.go({ me: step.as, channel: step.channel, thread: null });
      page.fillComposer(line);
    },
    learn: ({ workspace, channels: known }) => {
      for (const { id, realName } of workspace.people) people.set(id, realName);
      for (const { id, name, kind } of known)
        channels.set(id, kind === 'im' ? `the conversation with ${workspace.app.name}` : `#${name}`);
    },
  };
}

const MOST_ROWS = 8;

function px(length: string): number {
  return Number.parseFloat(length) || 0;
}

/** How many lines a text takes in its box, those that are broken at the edge too; from the heights in px. */
export function linesIn(box: {
  readonly text: number;
  readonly line: number;
  readonly most: number;
}): number {
  const lines = box.line > 0 ? Math.round(box.text / box.line) : 1;
  return Math.min(box.most, Math.max(1, lines));
}

/** Makes a box as high as its text, up to eight lines. A box out of sight has no height to go by, and keeps one. */
export function growToText(box: HTMLTextAreaElement): void {
  box.rows = 1;
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
  const text = box.scrollHeight - px(paddingTop) - px(paddingBottom);
  box.rows = linesIn({ text, line: px(lineHeight), most: MOST_ROWS });
}

/** Keeps a box as high as its text when it comes into sight, or gets wider or narrower. */
export function growWithWidth(box: HTMLTextAreaElement): void {
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    growToText(box);
  }).observe(box);
}

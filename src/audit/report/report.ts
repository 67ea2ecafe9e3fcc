import { type Bundle, isWhole, type Witness } from '../bundle.ts';
import { type Html, html } from './html.ts';
import type { ItemNow } from './open-items.ts';
import { type Story, type ToldLine, tellStories } from './story.ts';
import { CHAPTERS, type Chapter, type Detail } from './told.ts';

/** Prints on paper as it reads on a screen; nothing is loaded from anywhere. */
const STYLE: Html = {
  html: `
body { font: 14px/1.45 system-ui, sans-serif; color: #111; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-bottom: 2px solid #111; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 .6rem; font-size: .92em; }
td, th { border: 1px solid #bbb; padding: .2rem .45rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 11rem; font-weight: 600; background: #f3f3f3; }
code, .hash { font-family: ui-monospace, monospace; font-size: .88em; overflow-wrap: anywhere; }
.line { margin: .45rem 0 0; } .when { color: #555; font-family: ui-monospace, monospace; font-size: .88em; }
.sign td { height: 3.2rem; } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f3f3; padding: .6rem; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; }
  h3 { break-after: avoid; } tr, .line { break-inside: avoid; } .sign { break-inside: avoid; } }
`,
};

function tableOf(details: readonly Detail[]): Html {
  if (details.length === 0) return html``;
  const rows = details.map(
    ({ label, value }) => html`<tr><th><bdi>${label}</bdi></th><td><bdi>${value}</bdi></td></tr>\n`,
  );
  return html`<table>${rows}</table>\n`;
}

function lineOf({ seq, at, text, details }: ToldLine): Html {
  return html`<p class="line"><span class="when">${at} · line ${seq}</span><br><bdi>${text}</bdi></p>\n${tableOf(details)}`;
}

function chapterOf(story: Story, chapter: Chapter): Html {
  const lines = story.told.filter((line) => line.chapter === chapter);
  if (lines.length === 0 && chapter === 'other') return html``;
  const body =
    lines.length === 0 ? [html`<p>Nothing is on record among these lines.</p>\n`] : lines.map(lineOf);
  return html`<h3>${CHAPTERS[chapter]}</h3>\n${body}`;
}

function openPart(open: readonly ItemNow[] | null): Html {
  if (open === null) return html`<p>No checklist is among these lines, so nothing can be said.</p>\n`;
  if (open.length === 0) return html`<p>Nothing: every item is gone, or a named person signed for it.</p>\n`;
  return tableOf(
    open.map(({ item, state, why }) => ({ label: item, value: why === '' ? state : `${state}: ${why}` })),
  );
}

function storyPart(story: Story): Html {
  const chapters = (Object.keys(CHAPTERS) as Chapter[]).map((chapter) => chapterOf(story, chapter));
  return html`<h2><bdi>${story.title}</bdi></h2>\n${chapters}<h3>What is still open</h3>\n${openPart(story.open)}`;
}

function witnessWords({ line, day, seq, hash }: Witness): Detail {
  return { label: `${day}, line ${line}`, value: `head at line ${seq}: ${hash}` };
}

function proofPart(bundle: Bundle, file: string, sha256: string): Html {
  const { links, head, witnesses } = bundle;
  const first = links[0]?.seq ?? 0;
  const facts: Detail[] = [
    { label: 'Bundle', value: file },
    { label: 'SHA-256 of the bundle', value: sha256 },
    { label: 'Made', value: bundle.made },
    {
      label: 'Asked for',
      value: Object.entries(bundle.asked)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    },
    { label: 'Lines', value: `${first} to ${head.seq}, ${links.filter(isWhole).length} of them whole` },
    { label: 'Head', value: `line ${head.seq}: ${head.hash}` },
    ...witnesses.map(witnessWords),
  ];
  const missing = html`<p>No day's head has been told since the last of these lines. It will be told after midnight (UTC);
a bundle that is made then has it.</p>\n`;
  return html`<h2>The proof</h2>
${tableOf(facts)}${witnesses.length === 0 ? missing : html``}<p>With Cutover, and without its configuration, its memory or its cloud:</p>
<pre>cutover audit verify --bundle ${file}</pre>
<p>By hand:</p>
<ol>
<li>The file is the one above: <code>sha256sum ${file}</code></li>
<li>Each entry of <code>links</code> follows the one before it: <code>seq</code> grows by one, <code>prev</code> is the
<code>hash</code> before it, and <code>hash</code> is the SHA-256 of <code>prev</code> and <code>digest</code>, as 128
hexadecimal digits: <code>printf %s%s PREV DIGEST | sha256sum</code></li>
<li>The digest of a line that is there whole is the SHA-256 of its JSON without <code>prev</code> and
<code>hash</code>, with sorted keys and no blanks: <code>jq -cjS '.links[0] | del(.prev, .hash)' ${file} | sha256sum</code></li>
<li>The last <code>hash</code> is the head, and the last line of the file holds the SHA-256 of all lines before it:
<code>sed '$d' ${file} | sha256sum</code></li>
<li>The heads of the days above are those that the channel and the standard output of the bot were told on these days.
This is what shows that the chain was not made anew.</li>
</ol>\n`;
}

const SIGNATURE = html`<h2>Signature</h2>
<p>I have read this report. What I know of these events agrees with it, except for what I have written on it.</p>
<table class="sign"><tr><th>Name and function</th><td></td></tr><tr><th>Place and date</th><td></td></tr>
<tr><th>Signature</th><td></td></tr></table>\n`;

/**
 * A bundle as a page that a person can read, print and sign: one file, with nothing loaded from elsewhere, all times
 * UTC. Every text of the trail is escaped. `file` and `sha256` are the name and the hash of the bundle beside it.
 */
export function reportOf(bundle: Bundle, file: string, sha256: string): string {
  const stories = tellStories(bundle.links.filter(isWhole).filter(({ type }) => type !== 'audit.head'));
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evidence: ${file}</title><style>${STYLE}</style></head><body>
<h1>Evidence from the audit log of Cutover</h1>
<p>All times are UTC. Names of people are those that Slack showed at that time; behind them stands the id, which nobody
can change. The bundle beside this page holds every fact to the letter.</p>
${stories.map(storyPart)}${proofPart(bundle, file, sha256)}${SIGNATURE}</body></html>\n`;
  return page.html;
}

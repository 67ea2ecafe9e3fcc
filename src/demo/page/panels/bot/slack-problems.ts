import { el, showList } from '../../dom.ts';

/** What the app sent that Slack would have dropped or refused: nothing, where all is well. */
export function slackProblems() {
  const list = el('ul', { class: 'problems' });
  const none = el('p', { class: 'panel-note' }, 'Nothing so far: Slack would have taken everything.');
  return {
    node: el(
      'section',
      { class: 'panel-section', 'aria-label': 'What Slack would not have taken' },
      el('h3', {}, 'What Slack would not have taken'),
      none,
      list,
    ),
    show: (problems: readonly string[]): void => {
      none.hidden = problems.length > 0;
      const numbered = problems.map((text, index) => ({ text, index }));
      showList(list, numbered, { key: ({ index }) => String(index) }, ({ text }) => el('li', {}, text));
    },
  };
}

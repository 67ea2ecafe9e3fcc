import { byId } from './dom.ts';

const CHOICES = ['system', 'light', 'dark'] as const;
type Choice = (typeof CHOICES)[number];

const WORDS: Readonly<Record<Choice, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const SIGNS: Readonly<Record<Choice, string>> = { system: '◐', light: '☀', dark: '☾' };

function chosen(): Choice {
  const kept = localStorage.getItem('theme');
  return CHOICES.find((one) => one === kept) ?? 'system';
}

function apply(): void {
  const choice = chosen();
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = choice === 'system' ? system : choice;
  const button = byId('theme');
  button.textContent = SIGNS[choice];
  button.setAttribute('aria-label', `Light or dark: ${WORDS[choice]}`);
  button.title = `Light or dark: ${WORDS[choice]}`;
}

function next(): void {
  const after = CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length] ?? 'system';
  localStorage.setItem('theme', after);
  apply();
}

/** Light or dark: follows the system until the person chooses; the choice is remembered in this browser. */
export function startTheme(): void {
  apply();
  byId('theme').addEventListener('click', next);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
  addEventListener('storage', apply);
}

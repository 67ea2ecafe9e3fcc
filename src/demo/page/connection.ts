import { byId } from './dom.ts';

let isAnswering = true;
let connections: number | null = 0;

function show(): void {
  const node = byId('connection');
  const isOn = connections === null || connections > 0;
  const words = isOn ? '● app connected' : '○ no app connected';
  const app = connections === null ? '● app reached by HTTP' : words;
  const text = isAnswering ? app : '○ the workspace does not answer';
  if (node.textContent !== text) node.textContent = text;
  node.classList.toggle('disconnected', !isAnswering || !isOn);
}

/** Shows whether the app is connected; null where it is reached by requests and nobody can tell. */
export function showConnection(count: number | null): void {
  connections = count;
  show();
}

/** Shows whether the workspace itself answers. */
export function showWorkspaceAnswers(isOn: boolean): void {
  isAnswering = isOn;
  show();
}

import { pictureAddress } from './address.ts';
import {
  all,
  boolean,
  byType,
  type Check,
  complain,
  list,
  object,
  oneOf,
  onlyOn,
  rule,
  string,
} from './check.ts';
import { anyText, plainText } from './composition.ts';
import { accessories, actionElements, contextElements, inputElements } from './elements.ts';
import { richTextParts } from './rich-text.ts';

function block(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { block_id: string(255), ...optional });
}

const section = all(
  block(
    'section',
    {},
    {
      text: anyText(3000),
      fields: list(anyText(2000), 1, 10),
      accessory: byType(accessories),
      expand: boolean,
    },
  ),
  rule((value, at, report) => {
    if (value['text'] !== undefined || value['fields'] !== undefined) return;
    complain(report, at, 'missing required field: text or fields');
  }),
);

const input = block(
  'input',
  { label: plainText(2000), element: byType(inputElements) },
  { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
);

const alert = onlyOn(
  ['modal'],
  block('alert', { text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
);

/** The blocks this workspace takes (Slack: "Blocks"). Newer blocks are refused: not every Slack has them yet. */
export const blockKinds: Readonly<Record<string, Check>> = {
  section,
  actions: block('actions', { elements: list(byType(actionElements), 1, 25) }),
  context: block('context', { elements: list(byType(contextElements), 1, 10) }),
  divider: block('divider', {}),
  header: block('header', { text: plainText(150) }),
  image: block('image', { image_url: pictureAddress, alt_text: string(2000) }, { title: plainText(2000) }),
  input,
  rich_text: block('rich_text', { elements: list(richTextParts, 1, 1000) }),
  alert,
};

/** Any of them. */
export const anyBlock: Check = byType(blockKinds);

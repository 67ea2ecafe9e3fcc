import type { JsonObject } from '../../slack/json-value.ts';
import type { RichPart } from '../text/show-rich-text.ts';
import type { TextObject } from '../text/show-text.ts';

/** Slack's Block Kit, as far as the workspace takes it ("Block Kit reference"). */
export interface Option {
  readonly text: TextObject;
  readonly value: string;
  readonly description?: TextObject;
  readonly url?: string;
}

export interface OptionGroup {
  readonly label: TextObject;
  readonly options: readonly Option[];
}

/** The dialog before an element acts. */
export interface Confirm {
  readonly title: TextObject;
  readonly text: TextObject;
  readonly confirm: TextObject;
  readonly deny: TextObject;
  readonly style?: 'primary' | 'danger';
}

/** Any element: which of the fields there are depends on its type. */
export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly text?: TextObject;
  readonly value?: string;
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  readonly accessibility_label?: string;
  readonly confirm?: Confirm;
  readonly options?: readonly Option[];
  readonly option_groups?: readonly OptionGroup[];
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly placeholder?: TextObject;
  readonly focus_on_load?: boolean;
  readonly multiline?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: string;
  readonly max_value?: string;
  readonly is_decimal_allowed?: boolean;
  readonly max_selected_items?: number;
  readonly min_query_length?: number;
  readonly dispatch_action_config?: { readonly trigger_actions_on?: readonly string[] };
  readonly alt_text?: string;
}

interface InputBlock {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: TextObject;
  readonly element: Element;
  readonly hint?: TextObject;
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
}

export type Block = { readonly block_id: string } & (
  | {
      readonly type: 'section';
      readonly text?: TextObject;
      readonly fields?: readonly TextObject[];
      readonly accessory?: Element;
    }
  | { readonly type: 'actions'; readonly elements: readonly Element[] }
  | { readonly type: 'context'; readonly elements: readonly (TextObject | ContextImage)[] }
  | { readonly type: 'divider' }
  | { readonly type: 'header'; readonly text: TextObject }
  | { readonly type: 'image'; readonly alt_text: string; readonly title?: TextObject }
  | { readonly type: 'rich_text'; readonly elements: readonly RichPart[] }
  | { readonly type: 'alert'; readonly text: TextObject; readonly level?: string }
  | InputBlock
);

export type { InputBlock };

interface ContextImage {
  readonly type: 'image';
  readonly alt_text: string;
}

/** A modal or a Home tab. */
export interface View {
  readonly id: string;
  readonly hash: string;
  readonly title: TextObject | null;
  readonly submit: TextObject | null;
  readonly close: TextObject | null;
  readonly submit_disabled?: boolean;
  readonly blocks: readonly Block[];
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> };
}

/** Blocks of the workspace: it has checked every one, field by field, before it took it (src/demo/slack/blocks). */
export function blocksOf(json: readonly JsonObject[]): readonly Block[] {
  return json as unknown as readonly Block[];
}

/** A view of the workspace, checked in the same way. */
export function viewOf(json: JsonObject): View {
  return json as unknown as View;
}

import { confirmed } from './confirm.js';
import { el } from './dom.js';
import { textObject } from './mrkdwn.js';
import { allChannels, allPeople } from './names.js';
import { toast } from './toast.js';

let serial = 0;

async function fire(place, block, element, value, node) {
  if (!(await confirmed(element.confirm))) return;
  node.setAttribute('aria-busy', 'true');
  const outcome = await place.press({ actionId: element.action_id, blockId: block.block_id, value });
  node.removeAttribute('aria-busy');
  node.classList.toggle('failed', outcome.kind !== 'acknowledged');
  if (outcome.kind === 'acknowledged') return;
  toast(outcome.error ?? 'The app did not answer in time. Nothing shows whether it heard the click.');
}

function button(element, block, place) {
  const look = ['button', element.style].filter(Boolean).join(' ');
  const attributes = { type: 'button', class: look, 'aria-label': element.accessibility_label };
  const node = el('button', attributes, textObject(element.text));
  node.addEventListener('click', () => {
    if (node.getAttribute('aria-busy') === 'true') return;
    if (element.url !== undefined && /^https?:/.test(element.url))
      window.open(element.url, '_blank', 'noopener');
    void fire(place, block, element, element.value, node);
  });
  return node;
}

function overflow(element, block, place) {
  const menu = el('details', { class: 'overflow' }, el('summary', { 'aria-label': 'More actions' }, '⋯'));
  const items = element.options.map((option) =>
    el(
      'button',
      {
        type: 'button',
        onclick: () => {
          menu.open = false;
          void fire(place, block, element, option.value, menu);
        },
      },
      textObject(option.text),
    ),
  );
  menu.append(el('div', { class: 'menu' }, items));
  return menu;
}

function optionNode(option, chosen) {
  return el('option', { value: option.value, selected: chosen.includes(option.value) }, option.text.text);
}

function optionNodes(element, chosen) {
  const groups = (element.option_groups ?? []).map((group) =>
    el(
      'optgroup',
      { label: group.label.text },
      group.options.map((one) => optionNode(one, chosen)),
    ),
  );
  return [...(element.options ?? []).map((one) => optionNode(one, chosen)), ...groups];
}

function peopleOptions() {
  return allPeople()
    .filter((one) => !one.deleted)
    .map((one) => ({ value: one.id, text: { text: one.realName } }));
}

function channelOptions() {
  return allChannels().map((one) => ({ value: one.id, text: { text: `#${one.name}` } }));
}

function select(element, name, { chosen, multiple = false, options }) {
  const source = options === undefined ? element : { options };
  const hint = multiple ? null : el('option', { value: '' }, element.placeholder?.text ?? 'Choose an option');
  return el('select', { name, multiple }, hint, optionNodes(source, chosen));
}

function typed(type, initial) {
  return (element, name, state) =>
    el('input', {
      type,
      name,
      value: state?.[initial] ?? element.initial_value ?? element.initial_date ?? element.initial_time ?? '',
      placeholder: element.placeholder?.text,
    });
}

function textInput(element, name, state) {
  const value = state?.value ?? element.initial_value ?? '';
  const common = { name, placeholder: element.placeholder?.text, maxlength: element.max_length };
  if (!element.multiline) return el('input', { type: 'text', value, ...common });
  return el('textarea', { rows: 4, ...common }, value);
}

function choices(type) {
  return (element, name, state) => {
    const initial = [element.initial_options, element.initial_option].flat();
    const chosen = [state?.selected_options, state?.selected_option].flat().filter(Boolean);
    const values = (state === undefined ? initial.filter(Boolean) : chosen).map((one) => one.value);
    const group = `${name}-${serial++}`;
    const rows = element.options.map((option) =>
      el(
        'label',
        { class: 'choice' },
        el('input', { type, name: group, value: option.value, checked: values.includes(option.value) }),
        el(
          'span',
          {},
          textObject(option.text),
          option.description ? el('small', {}, textObject(option.description)) : null,
        ),
      ),
    );
    return el('div', { class: 'choices', role: 'group' }, rows);
  };
}

const chosenOf = (state, ...fields) =>
  fields.flatMap((field) => state?.[field] ?? []).map((one) => one.value ?? one);

const INPUTS = {
  plain_text_input: textInput,
  number_input: typed('number', 'value'),
  email_text_input: typed('email', 'value'),
  url_text_input: typed('url', 'value'),
  datepicker: typed('date', 'selected_date'),
  timepicker: typed('time', 'selected_time'),
  datetimepicker: typed('datetime-local', 'local'),
  checkboxes: choices('checkbox'),
  radio_buttons: choices('radio'),
  static_select: (element, name, state) =>
    select(element, name, {
      chosen: chosenOf(state ?? { selected_option: element.initial_option }, 'selected_option'),
    }),
  multi_static_select: (element, name, state) =>
    select(element, name, { multiple: true, chosen: chosenOf(state, 'selected_options') }),
  users_select: (element, name, state) =>
    select(element, name, { options: peopleOptions(), chosen: chosenOf(state, 'selected_user') }),
  multi_users_select: (element, name, state) =>
    select(element, name, {
      multiple: true,
      options: peopleOptions(),
      chosen: chosenOf(state, 'selected_users'),
    }),
  conversations_select: (element, name, state) =>
    select(element, name, { options: channelOptions(), chosen: chosenOf(state, 'selected_conversation') }),
  channels_select: (element, name, state) =>
    select(element, name, { options: channelOptions(), chosen: chosenOf(state, 'selected_channel') }),
};

/** An element a person fills in. */
export function inputElement(element, name, state) {
  return INPUTS[element.type]?.(element, name, state) ?? el('em', {}, `(no ${element.type} here)`);
}

/** What a person put in: one text, several, or null. */
export function entryOf(node) {
  if (node.classList.contains('choices')) {
    const boxes = [...node.querySelectorAll('input')];
    const values = boxes.filter((one) => one.checked).map((one) => one.value);
    return boxes[0]?.type === 'radio' ? (values[0] ?? null) : values;
  }
  if (node.multiple) return [...node.selectedOptions].map((one) => one.value);
  if (node.type === 'datetime-local' && node.value !== '')
    return String(new Date(node.value).getTime() / 1000);
  return node.value === '' ? null : node.value;
}

/** An element in a message or beside a section: each use is sent to the app at once. */
export function actionElement(element, block, place) {
  if (element.type === 'button') return button(element, block, place);
  if (element.type === 'overflow') return overflow(element, block, place);
  if (element.type === 'image') return el('span', { class: 'picture' }, element.alt_text);
  const node = inputElement(element, element.action_id, place.stateOf(block, element));
  node.setAttribute('aria-label', element.placeholder?.text ?? 'Choose');
  node.addEventListener('change', () => fire(place, block, element, entryOf(node), node));
  return node;
}

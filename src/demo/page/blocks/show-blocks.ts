import { el } from '../dom.ts';
import { richTextNode } from '../text/show-rich-text.ts';
import { textNode } from '../text/show-text.ts';
import { actionElement } from './action-element.ts';
import type { Block } from './block-kit.ts';
import { inputBlock } from './input-block.ts';
import type { Fields, Surface } from './surface.ts';

type Of<Type extends Block['type']> = Extract<Block, { readonly type: Type }>;

function section(block: Of<'section'>, surface: Surface): HTMLElement {
  const text = el('div', { class: 'section-text' });
  if (block.text !== undefined) text.append(textNode(block.text));
  if (block.fields !== undefined) {
    const fields = block.fields.map((field) => el('div', {}, textNode(field)));
    text.append(el('div', { class: 'fields' }, fields));
  }
  const accessory =
    block.accessory === undefined
      ? null
      : el('div', { class: 'accessory' }, actionElement(block.accessory, block.block_id, surface));
  return el('div', { class: 'block section' }, text, accessory);
}

function context(block: Of<'context'>): HTMLElement {
  const parts = block.elements.map((one) =>
    one.type === 'image' ? el('span', { class: 'picture' }, one.alt_text) : textNode(one),
  );
  return el('div', { class: 'block context' }, parts);
}

const LEVELS: Readonly<Record<string, string>> = {
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
  success: 'Done',
};

function alert(block: Of<'alert'>): HTMLElement {
  const level = block.level ?? 'default';
  const word = LEVELS[level];
  const title = word === undefined ? null : el('strong', { class: 'alert-level' }, word);
  return el('div', { class: `block alert ${level}`, role: 'note' }, title, textNode(block.text));
}

function blockNode(block: Block, surface: Surface, fields: Fields): HTMLElement {
  switch (block.type) {
    case 'section':
      return section(block, surface);
    case 'context':
      return context(block);
    case 'divider':
      return el('hr', { class: 'block' });
    case 'header':
      return el('h2', { class: 'block header' }, textNode(block.text));
    case 'image':
      return el('figure', { class: 'block picture' }, block.title?.text ?? block.alt_text);
    case 'rich_text': {
      const node = richTextNode(block.elements);
      node.classList.add('block');
      return node;
    }
    case 'alert':
      return alert(block);
    case 'actions': {
      const elements = block.elements.map((one) => actionElement(one, block.block_id, surface));
      return el('div', { class: 'block actions' }, elements);
    }
    case 'input':
      return inputBlock(block, surface, fields);
  }
}

/** Blocks as nodes; the input blocks among them put their fields into `fields`. */
export function showBlocks(
  blocks: readonly Block[],
  surface: Surface,
  fields: Fields = new Map(),
): HTMLElement[] {
  return blocks.map((block) => blockNode(block, surface, fields));
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe to show, and marked as such by its type. */
export interface Html {
  readonly html: string;
}

/**
 * Text for a page: nothing in it is markup, and what hides or turns the direction of text is shown by its number, so
 * that no name can look like another one.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => MARKUP[sign] ?? '')
    .replace(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}/gu, (sign) => {
      const number = sign.codePointAt(0) ?? 0;
      return `[U+${number.toString(16).toUpperCase().padStart(4, '0')}]`;
    });
}

/** A piece of a page: every text between its parts is escaped, pieces that are pages already are taken as they are. */
export function html(
  parts: TemplateStringsArray,
  ...between: readonly (string | number | Html | readonly Html[])[]
): Html {
  const text = parts.map((part, at) => {
    const value = between[at];
    if (value === undefined) return part;
    if (typeof value === 'string' || typeof value === 'number') return part + escapeHtml(String(value));
    return part + ('html' in value ? value.html : value.map((one) => one.html).join(''));
  });
  return { html: text.join('') };
}

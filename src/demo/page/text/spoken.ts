import { formatDate, type Reader } from '../dates.ts';
import { mentionOfChannel, mentionOfGroup, mentionOfPerson } from '../names.ts';
import { type Piece, parseMrkdwn } from './mrkdwn.ts';

function inside(pieces: readonly Piece[], reader: Reader): string {
  return pieces.map((one) => spoken(one, reader)).join('');
}

function spoken(piece: Piece, reader: Reader): string {
  switch (piece.kind) {
    case 'text':
    case 'code':
      return piece.text;
    case 'preformatted':
      return ` ${piece.text} `;
    case 'emoji':
      return piece.name.replaceAll('_', ' ');
    case 'link':
      return piece.label;
    case 'person':
      return mentionOfPerson(piece.id).text;
    case 'group':
      return mentionOfGroup(piece.id).text;
    case 'channel':
      return mentionOfChannel(piece.id).text;
    case 'everybody':
      return `@${piece.id}`;
    case 'date':
      return formatDate(piece.seconds, piece.format, piece.fallback, reader);
    case 'break':
      return ' ';
    case 'quote':
      return ` ${inside(piece.inside, reader)} `;
    case 'bold':
    case 'italic':
    case 'strike':
      return inside(piece.inside, reader);
  }
}

/** A text in mrkdwn as it is said aloud: without its signs, in one line, with names instead of ids. */
export function spokenText(text: string, reader: Reader): string {
  return inside(parseMrkdwn(text), reader).replace(/\s+/g, ' ').trim();
}

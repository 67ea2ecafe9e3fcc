import { z } from 'zod';
import { EVERYONE } from '../policy/ports.ts';
import { Secret } from './secret.ts';

const DAY_IN_SECONDS = 86_400;

export const Text = z.string().trim().min(1);

export const SecretText = z
  .instanceof(Secret)
  .refine((secret) => secret.reveal().trim() !== '', 'must not be empty')
  .transform((secret) => new Secret(secret.reveal().trim()));

/** A part of the credentials that is no secret itself, such as a user's name. */
export const OpenText = SecretText.transform((secret) => secret.reveal());

/** Regions become parts of host names, so nothing else may stand in them. */
export const Regions = z
  .array(
    Text.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a region such as eu-de: small letters, digits and dashes'),
  )
  .min(1)
  .refine((regions) => new Set(regions).size === regions.length, 'names a region twice');

/** Slack promises nothing about its ids but their first letter. */
export const ChannelId = Text.refine(
  (id) => /^[CGD]/.test(id),
  'must be the id of a channel, which starts with C, G or D (not its name)',
);

export const PersonOrGroup = Text.refine(
  (id) => id === EVERYONE || /^[UWS]/.test(id),
  `must be the id of a user (U… or W…), the id of a user group (S…) or "${EVERYONE}"`,
);

function numeric(test: (value: number) => boolean, message: string) {
  return Text.transform((text, context) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && test(value)) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A duration in the unit that its key names; fractions are fine. */
export const Duration = numeric((value) => value > 0, 'must be a number greater than 0, such as 10 or 0.5');

/** Seconds between two looks, at most a day. */
export const Pause = numeric(
  (value) => value > 0 && value <= DAY_IN_SECONDS,
  `must be a number greater than 0, such as 10 or 0.5, and at most ${DAY_IN_SECONDS}`,
);

export const Port = numeric(
  (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
  'must be a whole number from 0 to 65535',
);

export const Count = numeric(
  (value) => Number.isInteger(value) && value >= 0 && value <= 20,
  'must be a whole number from 0 to 20',
);

/** A figure that may be none, in the unit that its key names; fractions are fine. */
export const Figure = numeric((value) => value >= 0, 'must be a number, 0 or greater, such as 1 or 0.5');

/** How often something is read. */
export const Readings = numeric(
  (value) => Number.isInteger(value) && value >= 1 && value <= 60,
  'must be a whole number from 1 to 60',
);

/** An http or https address without a slash at its end. */
const BaseUrl = Text.transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    context.addIssue({ code: 'custom', message: 'must be an address such as https://example.org' });
    return z.NEVER;
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    context.addIssue({
      code: 'custom',
      message: 'must be a plain address, without a user, a password, ? or #',
    });
    return z.NEVER;
  }
  return url.href.replace(/\/+$/, '');
});

/** Tokens, keys and passwords go there, so it must be encrypted on its way, or stay on this machine. */
export const SafeUrl = BaseUrl.refine(
  (url) => url.startsWith('https:') || /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(url),
  'must begin with https:// (http:// only for an address of this machine, such as http://127.0.0.1:4080)',
);

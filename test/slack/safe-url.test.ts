import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../../src/slack/safe-url.ts';

describe('an address that Slack names', () => {
  it.each([
    'wss://wss-primary.slack.com/link/?ticket=1',
    'https://slack-gov.com/api',
    'ws://127.0.0.1:4080/link',
    'ws://localhost/x',
    'ws://[::1]:80/',
  ])('is good where nobody on the way can read it: %s', (url) => expect(isSafeUrl(url)).toBe(true));

  it.each([
    'ws://wss-primary.slack.com/link',
    'http://slack.com',
    'ws://127.0.0.1.example.org/',
    'ws://10.0.0.1/',
    'ftp://127.0.0.1/',
    'nonsense',
    '',
  ])('is not good: %s', (url) => expect(isSafeUrl(url)).toBe(false));
});

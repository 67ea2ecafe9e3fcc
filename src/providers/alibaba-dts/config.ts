import type { Called } from '../cloud-call.ts';
import type { OwnKeys } from '../key-uses.ts';
import type { PaceClock } from '../limiter.ts';

/** An access key; its secrets are functions, so that they are never serialised. */
export interface AlibabaKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: () => string;
  readonly securityToken?: () => string;
}

/** One Alibaba Cloud account as the bot is configured for it. Secrets are functions: they are never serialised. */
export interface AlibabaAccountConfig {
  readonly name: string;
  /** Where commands look, e.g. `cn-hangzhou`. */
  readonly regions: readonly string[];
  /** For reading, and for what has no key of its own. */
  readonly credentials: AlibabaKey | 'default-chain';
  readonly ownCredentials?: OwnKeys<AlibabaKey>;
  /** One base URL for every product, e.g. `http://127.0.0.1:4010`. */
  readonly endpoint?: string;
  /** Base URLs by product (`dts`, `rds`, …); each wins over `endpoint`. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** For the connection and for the answer, in milliseconds; 30 000 where left out. */
  readonly timeoutMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** What spaces the requests, so that no documented rate is exceeded; left out: real time. */
  readonly pace?: PaceClock;
  /** Waits between two tries of a read, in milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Is told of every request. */
  readonly called?: Called;
  /** Is told the `Date` of every answer that was none of an error, as soon as it is there. Must not throw. */
  readonly dated?: (date: string) => void;
}

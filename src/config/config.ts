import type { FreezeWindow } from '../brakes/window.ts';
import type { Rule } from '../policy/ports.ts';
import type { Secret } from './secret.ts';

/** The whole configuration, checked: what the file and the environment say, in our words. */
export interface Config {
  readonly slack: SlackConfig;
  readonly accounts: readonly AccountConfig[];
  readonly policy: readonly Rule[];
  /** Windows in which nothing is changed in any cloud. */
  readonly freeze: readonly FreezeWindow[];
  /** A relative path counts from the folder that the bot is started in, not from the file's folder. */
  readonly store: { readonly path: string };
  readonly ending: {
    readonly pollSeconds: number;
    readonly timeoutMinutes: number;
    readonly confirmMinutes: number;
    readonly approvalHours: number;
    /** The most lag that counts as none, on DTS. */
    readonly readinessLagSeconds: number;
    /** The same on DRS, which counts in whole seconds. */
    readonly readinessLagSecondsDrs: number;
    readonly readinessReadings: number;
    /** From the first to the last of these readings. */
    readonly readinessSeconds: number;
  };
  readonly watch: { readonly pollSeconds: number };
  readonly cleanup: {
    readonly pollSeconds: number;
    readonly lookAfterHours: number;
    readonly lookAgainAfterHours: number;
    readonly undoHours: number;
    readonly busyMinutes: number;
  };
}

export interface SlackConfig {
  readonly transport: 'socket' | 'http';
  /** Ends with a slash. */
  readonly apiUrl: string;
  readonly channel: string;
  /** 0 = any free port. */
  readonly port: number;
  /** The address to listen on; `null` = all of this machine. */
  readonly host: string | null;
  /** Whether /metrics is served. */
  readonly metrics: boolean;
  /** For how long a stop waits for what only looks; left out: 5. */
  readonly drainSeconds?: number | undefined;
  readonly botToken: Secret;
  /** Never `null` with the socket transport. */
  readonly appToken: Secret | null;
  /** Never `null` with the http transport. */
  readonly signingSecret: Secret | null;
}

interface CommonAccount {
  readonly name: string;
  readonly regions: readonly string[];
  /** Where endings of this account are announced; `null` is the channel of `slack`. */
  readonly channel: string | null;
  /** One base URL for every product, without a slash at its end. */
  readonly endpoint: string | null;
  /** Base URLs by product; they win over `endpoint`. */
  readonly endpoints: Readonly<Record<string, string>>;
}

export interface AlibabaCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly securityToken: Secret | null;
}

/** Credentials of their own for ending and for cleaning up; `null` is those that read. */
export interface OwnCredentials<Credentials> {
  readonly end: Credentials | null;
  readonly cleanup: Credentials | null;
}

export interface AlibabaAccount extends CommonAccount {
  readonly provider: 'alibaba-dts';
  /**
   * For reading, and for what has none of its own. `default-chain`: environment, files or instance role, as Alibaba's
   * own tools look for them.
   */
  readonly credentials: AlibabaCredentials | 'default-chain';
  readonly ownCredentials: OwnCredentials<AlibabaCredentials>;
}

export type DrsCredentials =
  | {
      readonly kind: 'access-key';
      readonly accessKey: string;
      readonly secretKey: Secret;
      readonly securityToken: Secret | null;
    }
  | {
      readonly kind: 'password';
      readonly username: string;
      readonly password: Secret;
      readonly domain: string;
    };

export interface DrsAccount extends CommonAccount {
  readonly provider: 'drs';
  readonly cloud: 'otc' | 'huaweicloud';
  readonly project: string;
  /** For reading, and for what has none of its own. */
  readonly credentials: DrsCredentials;
  readonly ownCredentials: OwnCredentials<DrsCredentials>;
}

export type AccountConfig = AlibabaAccount | DrsAccount;

/** Are we in touch with Slack, and since when have we heard nothing? Set by the transport, asked by /healthz. */
export interface Connection {
  up(): void;
  down(): void;
  /** Something came from Slack: an envelope, a greeting, the answer to a ping. */
  heard(): void;
  isUp(): boolean;
  /** For how many milliseconds nothing has come from Slack; `null` where nothing ever came. */
  silentMs(): number | null;
}

/**
 * A connection that nobody has opened yet. `mostSilentMs` = after which silence an open one counts as lost; `null` =
 * never, for a server that waits to be asked. The clock is one that nobody sets back.
 */
export function createConnection(
  mostSilentMs: number | null,
  now: () => number = () => performance.now(),
): Connection {
  let isOpen = false;
  let heardAt: number | null = null;
  const silentMs = () => (heardAt === null ? null : now() - heardAt);
  return {
    up() {
      isOpen = true;
      heardAt = mostSilentMs === null ? heardAt : now();
    },
    down() {
      isOpen = false;
    },
    heard() {
      heardAt = now();
    },
    isUp: () => isOpen && (mostSilentMs === null || (silentMs() ?? Infinity) <= mostSilentMs),
    silentMs,
  };
}

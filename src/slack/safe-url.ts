const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Is what goes to this address encrypted on its way, or does it stay on this machine? */
export function isSafeUrl(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return false;
  if (url.protocol === 'https:' || url.protocol === 'wss:') return true;
  return ['http:', 'ws:'].includes(url.protocol) && LOOPBACK.test(url.hostname);
}

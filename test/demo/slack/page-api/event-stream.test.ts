import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { streamEvents } from '../../../../src/demo/slack/page-api/event-stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A reader whose network takes everything, or nothing more after `stop`. */
function reader() {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const written: string[] = [];
  let isStopped = false;
  vi.spyOn(response, 'write').mockImplementation((text: unknown) => {
    written.push(String(text));
    return !isStopped;
  });
  const listeners = new Set<() => void>();
  streamEvents(response, {
    workspace: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    response,
    listeners,
    change: () => {
      for (const listener of listeners) listener();
    },
    stop: () => {
      isStopped = true;
    },
    goOn: () => {
      isStopped = false;
      response.emit('drain');
    },
    takeWritten: () => written.splice(0),
  };
}

const EVENT = 'event: workspace\ndata:\n\n';

describe('a stream of events', () => {
  it('makes one event of the changes of some milliseconds', () => {
    const { change, takeWritten } = reader();
    expect(takeWritten()).toEqual(['retry: 1000\n\n', EVENT]);
    for (let index = 0; index < 100; index += 1) change();
    expect(takeWritten()).toEqual([]);
    vi.advanceTimersByTime(5);
    expect(takeWritten()).toEqual([EVENT]);
    vi.advanceTimersByTime(1_000);
    expect(takeWritten()).toEqual([]);
  });

  it('keeps a quiet connection open', () => {
    const { takeWritten } = reader();
    takeWritten();
    vi.advanceTimersByTime(31_000);
    expect(takeWritten()).toEqual([': still here\n\n', ': still here\n\n']);
  });

  it('holds back one event, not a heap of them, while the reader is behind', () => {
    const { change, stop, goOn, takeWritten } = reader();
    stop();
    change();
    vi.advanceTimersByTime(5);
    takeWritten();
    for (let index = 0; index < 100; index += 1) {
      change();
      vi.advanceTimersByTime(5);
    }
    expect(takeWritten()).toEqual([]);
    goOn();
    expect(takeWritten()).toEqual([EVENT]);
    goOn();
    expect(takeWritten()).toEqual([]);
  });

  it('drops a reader that does not catch up, and listens for it no longer', () => {
    const { response, listeners, change, stop } = reader();
    stop();
    change();
    vi.advanceTimersByTime(5);
    expect(response.destroyed).toBe(false);
    vi.advanceTimersByTime(15_000);
    expect(response.destroyed).toBe(true);
    response.emit('close');
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

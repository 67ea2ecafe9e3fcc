import type { Cloud, Hear, Looked } from './ports.ts';
import type { Task } from './task.ts';

/** A region of an account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a list that is still being read has shown so far. */
export interface SoFar {
  readonly tasks: readonly Task[];
  /** Places that have answered, or have failed, to the end. */
  readonly looked: readonly Looked[];
  /** Places that are still being read. */
  readonly pending: readonly Place[];
}

/** Keeps what a list has shown while it is read. One serves one list. */
export interface Listing {
  /** The places that will be looked at. */
  begin(clouds: readonly Pick<Cloud, 'account' | 'regions'>[]): void;
  readonly hear: Hear;
  /** Grows with everything that was heard; 0 = nothing yet. */
  heard(): number;
  soFar(): SoFar;
}

interface Known extends Place {
  /** By id and direction: a page that comes twice shows no task twice. */
  readonly tasks: Map<string, Task>;
  looked: Looked | null;
}

/** A listing of which nothing is known. */
export function createListing(): Listing {
  const places = new Map<string, Known>();
  let heard = 0;

  function placeOf({ account, region }: Place): Known {
    const key = `${account}/${region}`;
    const place = places.get(key) ?? { account, region, tasks: new Map(), looked: null };
    places.set(key, place);
    return place;
  }

  return {
    begin(clouds) {
      for (const { account, regions } of clouds) for (const region of regions) placeOf({ account, region });
    },
    hear(piece) {
      const place = placeOf(piece);
      if (piece.looked !== null) place.tasks.clear();
      for (const task of piece.tasks) place.tasks.set(`${task.taskId}/${task.direction}`, task);
      place.looked = piece.looked ?? place.looked;
      heard += piece.tasks.length + (piece.looked === null ? 0 : 1);
    },
    heard: () => heard,
    soFar() {
      const known = [...places.values()];
      return {
        tasks: known.flatMap(({ tasks }) => [...tasks.values()]),
        looked: known.flatMap(({ looked }) => looked ?? []),
        pending: known.flatMap(({ account, region, looked }) =>
          looked === null ? [{ account, region }] : [],
        ),
      };
    },
  };
}

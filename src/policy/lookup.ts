import { type Directory, EVERYONE, type Person } from './ports.ts';

/** Whether somebody is among the listed people and groups; `not-checked` where only a failed look could tell. */
export type Among = 'yes' | 'no' | 'not-checked';

/** The looks into Slack of one question: each person and group is asked for once, and a failure is an answer. */
export interface Lookup {
  /** `null` where Slack did not answer. */
  person(userId: string): Promise<Person | null>;
  among(userId: string, list: readonly string[]): Promise<Among>;
}

export function createLookup(
  directory: Directory,
  fresh: boolean,
  onFailure: (failure: unknown) => void,
): Lookup {
  const groups = new Map<string, Promise<readonly string[] | null>>();

  async function tell<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await ask();
    } catch (failure) {
      onFailure(failure);
      return null;
    }
  }

  function members(groupId: string): Promise<readonly string[] | null> {
    const known = groups.get(groupId) ?? tell(() => directory.members(groupId, fresh));
    groups.set(groupId, known);
    return known;
  }

  return {
    person: (userId) => tell(() => directory.person(userId, fresh)),
    async among(userId, list) {
      if (list.includes(EVERYONE) || list.includes(userId)) return 'yes';
      let failed = false;
      for (const groupId of list.filter((id) => id.startsWith('S'))) {
        const found = await members(groupId);
        if (found?.includes(userId)) return 'yes';
        if (found === null) failed = true;
      }
      return failed ? 'not-checked' : 'no';
    },
  };
}

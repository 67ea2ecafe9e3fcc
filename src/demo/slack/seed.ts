import type { Channel, Person, WorkspaceSeed } from './model.ts';

export const TEAM_ID = 'T0REHEARSE';
export const APP_ID = 'A0CUTOVER';
export const BOT_ID = 'B0CUTOVER';
export const BOT_USER = 'U0CUTOVER';

export const CHANNELS = {
  cutover: 'C0CUTOVER',
  dbOps: 'C0DBOPS',
  /** Public, and the bot is not a member. */
  random: 'C0RANDOM',
  /** Private, and the bot is not a member. */
  leads: 'C0LEADSONLY',
  archived: 'C0OLDMOVES',
} as const;

export const PEOPLE = {
  /** Asks. */
  alice: 'U0ALICE',
  /** Approves. */
  bob: 'U0BOB',
  /** Leads the DBAs. */
  carol: 'U0CAROL',
  /** A full member without any right. */
  oscar: 'U0OSCAR',
  /** A guest. */
  gina: 'U0GINA',
  /** Deactivated. */
  dora: 'U0DORA',
  /** Of another workspace, through a shared channel. */
  sam: 'U0SAM',
} as const;

export const GROUPS = { dba: 'S0DBA', leads: 'S0LEADS' } as const;

const EVERYONE = [...Object.values(PEOPLE).filter((id) => id !== PEOPLE.dora), BOT_USER];

function person(
  id: string,
  name: string,
  realName: string,
  role: string,
  differences: Partial<Person> = {},
): Person {
  const ordinary = { isBot: false, isRestricted: false, isStranger: false, deleted: false };
  return { id, name, realName, role, teamId: TEAM_ID, ...ordinary, ...differences };
}

function channel(id: string, name: string, members: string[], differences: Partial<Channel> = {}): Channel {
  return { id, name, kind: 'public', members, archived: false, ...differences };
}

/** The workspace of the demo: a fresh copy at each call, so that two workspaces share nothing. */
export function defaultSeed(): WorkspaceSeed {
  return {
    team: { id: TEAM_ID, domain: 'rehearsal', name: 'Rehearsal' },
    app: { id: APP_ID, botId: BOT_ID, botUser: BOT_USER },
    people: [
      person(PEOPLE.alice, 'alice', 'Alice Ngata', 'DBA, asks'),
      person(PEOPLE.bob, 'bob', 'Bob Lindqvist', 'DBA lead, approves'),
      person(PEOPLE.carol, 'carol', 'Carol Ibarra', 'leads the DBAs'),
      person(PEOPLE.oscar, 'oscar', 'Oscar Petit', 'an outsider: may look, not act'),
      person(PEOPLE.gina, 'gina', 'Gina Rossi', 'a guest', { isRestricted: true }),
      person(PEOPLE.dora, 'dora', 'Dora Klein', 'has left, account deactivated', { deleted: true }),
      person(PEOPLE.sam, 'sam', 'Sam Okafor', 'of a partner company', {
        isStranger: true,
        teamId: 'T0PARTNER',
      }),
      person(BOT_USER, 'cutover', 'Cutover', 'the app', { isBot: true }),
    ],
    channels: [
      channel(CHANNELS.cutover, 'cutover', [...EVERYONE]),
      channel(CHANNELS.dbOps, 'db-ops', [PEOPLE.alice, PEOPLE.bob, PEOPLE.carol, PEOPLE.oscar, BOT_USER]),
      channel(CHANNELS.random, 'random', [PEOPLE.alice, PEOPLE.bob, PEOPLE.carol, PEOPLE.oscar]),
      channel(CHANNELS.leads, 'leads-only', [PEOPLE.bob, PEOPLE.carol], { kind: 'private' }),
      channel(CHANNELS.archived, 'old-moves', [...EVERYONE], { archived: true }),
    ],
    groups: [
      { id: GROUPS.dba, handle: 'dba', name: 'DBAs', users: [PEOPLE.alice, PEOPLE.bob, PEOPLE.carol] },
      { id: GROUPS.leads, handle: 'dba-leads', name: 'DBA leads', users: [PEOPLE.bob, PEOPLE.carol] },
    ],
  };
}

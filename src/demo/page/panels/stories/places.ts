import type { StepShown } from '../../../backstage/shown.ts';
import type { Shown } from '../../../slack/page-api/shown.ts';

/** What a panel asks of the page around it. */
export interface PageForPanels {
  /** Goes somewhere, as somebody; what is left out stays as it is. */
  go(place: { me?: string; channel?: string; thread?: string | null }): void;
  /** Puts a line into the box of the channel, in place of what stands there, and the cursor behind it. */
  fillComposer(text: string): void;
  /** Who the page is now. */
  me(): string;
}

/** The people and channels of stories by name, and how to get there. */
export interface Places extends Pick<PageForPanels, 'go' | 'me'> {
  firstName(person: string): string;
  /** "Alice in #cutover"; without the channel where its name is not known. */
  placeName(person: string, channel: string): string;
  putInBox(step: StepShown, line: string): void;
  /** Goes where a step is done, as the one who does it. */
  be(step: StepShown): void;
  /** The same, with the conversation in sight. */
  goTo(step: StepShown): void;
  /** "#cutover"; "the channel" where its name is not known. */
  channelName(channel: string): string;
  /** Learns names from an answer of the workspace; each person sees other channels, so what was known stays. */
  learn(shown: Shown): void;
}

/** Places for stories. `onTaken` is called when the person goes to the conversation, which the panel may cover. */
export function createPlaces(page: PageForPanels, onTaken: () => unknown): Places {
  const people = new Map<string, string>();
  const channels = new Map<string, string>();
  const firstName = (person: string): string => people.get(person)?.split(' ')[0] ?? person;
  const be = (step: StepShown): void => page.go({ me: step.as, channel: step.channel, thread: null });
  const goTo = (step: StepShown): void => {
    onTaken();
    be(step);
  };
  return {
    go: (place) => page.go(place),
    me: () => page.me(),
    firstName,
    placeName: (person, channel) => {
      const name = channels.get(channel);
      return name === undefined ? firstName(person) : `${firstName(person)} in ${name}`;
    },
    channelName: (channel) => channels.get(channel) ?? 'the channel',
    be,
    goTo,
    putInBox: (step, line) => {
      goTo(step);
      page.fillComposer(line);
    },
    learn: ({ workspace, channels: known }) => {
      for (const { id, realName } of workspace.people) people.set(id, realName);
      for (const { id, name, kind } of known)
        channels.set(id, kind === 'im' ? `the conversation with ${workspace.app.name}` : `#${name}`);
    },
  };
}

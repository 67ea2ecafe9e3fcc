import type { AlibabaSeed, AlibabaState } from './alibaba/alibaba-state.ts';
import { Nonces } from './alibaba/credentials.ts';
import { databaseInstance } from './alibaba/database.ts';
import { demoCaller } from './alibaba/identity.ts';
import { ecsInstance, ecsInterface, ecsSecurityGroup } from './alibaba/machine.ts';
import { slotsOf } from './alibaba/slots.ts';
import type { DrsSeed, DrsState } from './drs/drs-state.ts';
import { publicIp, securityGroup, securityGroupRule } from './drs/network-things.ts';
import { regionOfProject } from './drs/project.ts';
import { demoUser } from './drs/user.ts';

/** Alibaba Cloud as its seed says, with everything filled in that the seed leaves out; it shares nothing with the seed. */
export function freshAlibaba(
  given: AlibabaSeed,
  around: Pick<AlibabaState, 'key' | 'timeline' | 'denied'>,
): AlibabaState {
  const seed = structuredClone(given);
  const since = around.timeline.now();
  return {
    ...around,
    caller: demoCaller(),
    tasks: seed.tasks.map((task) => ({ ...task, lag: { ...task.lag, since } })),
    databases: seed.databases.map(databaseInstance),
    instances: seed.instances.map(ecsInstance),
    interfaces: (seed.interfaces ?? []).map(ecsInterface),
    securityGroups: seed.securityGroups.map(ecsSecurityGroup),
    slots: seed.tasks.flatMap(slotsOf),
    nonces: new Nonces(),
  };
}

/** DRS and its neighbours as their seed says, with everything filled in; it shares nothing with the seed. */
export function freshDrs(
  given: DrsSeed,
  around: Pick<DrsState, 'credentials' | 'timeline' | 'denied'>,
): DrsState {
  const seed = structuredClone(given);
  const since = around.timeline.now();
  const { project: own, projectName } = around.credentials;
  const owned = <Thing extends { project: string }>(thing: Thing): Thing => ({
    ...thing,
    project: thing.project || own,
  });
  const projects = [{ id: own, name: projectName }, ...(seed.projects ?? [])];
  return {
    ...around,
    user: demoUser(),
    tasks: seed.tasks.map((task) =>
      owned({ ...task, lag: task.lag === null ? null : { ...task.lag, since } }),
    ),
    securityGroups: seed.securityGroups.map((group) => owned(securityGroup(group))),
    rules: seed.rules.map(securityGroupRule),
    publicIps: seed.publicIps.map((ip) => owned(publicIp(ip))),
    projects: projects.map((project) => ({ ...project, region: regionOfProject(project.name) })),
    tokens: new Map(),
  };
}

import { describe, expect, it } from 'vitest';
import { dtsEndpoint, dtsTask, publicEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import { drsEndpoint, drsTask, rdsTarget } from '../../src/demo/clouds/drs/drs-task.ts';
import { configOf, envOf, runCommand } from './command.ts';
import { type Night, startNight } from './night.ts';

const REGION = 'cn-hangzhou';
/** What only the customer knows, in every place that a cloud has for it. */
const PLANTED = {
  dtsName: 'plantedtaskname',
  dtsId: 'k9plantedid77',
  database: 'rm-plantedbase01',
  group: 'rdsdts_plantedgroup',
  ownGroup: 'plantedowngroup',
  tagKey: 'plantedtagkey',
  tagValue: 'plantedtagvalue',
  user: 'planteduser',
  address: '198.51.100.77',
  error: 'plantederror',
  drsName: 'planteddrsname',
  drsId: '9aplnt3d-77aa-4c10-9f3e-0a1b2c3jb109',
  drsUser: 'planteddrsuser',
  drsInstance: 'planteddrsinstance',
} as const;

function plant({ clouds: { world } }: Night): void {
  const source = dtsEndpoint({
    InstanceType: 'RDS',
    InstanceID: PLANTED.database,
    UserName: PLANTED.user,
    DatabaseName: PLANTED.database,
    Ip: PLANTED.address,
  });
  const group = (name: string) => ({ name, attribute: '', networkType: 'MIX', ips: [PLANTED.address] });
  const groups = [group('default'), group(PLANTED.group), group(PLANTED.ownGroup)];
  world.network.putDatabase({ product: 'RDS', id: PLANTED.database, region: REGION, groups });
  world.putDtsTask(
    dtsTask({
      id: PLANTED.dtsId,
      name: PLANTED.dtsName,
      status: 'SomethingNew',
      tags: { [PLANTED.tagKey]: PLANTED.tagValue },
      source,
      destination: publicEndpoint(PLANTED.address, REGION),
      error: { code: 'DTS-1', message: PLANTED.error },
    }),
  );
  for (let at = 0; at < 60; at += 1)
    world.putDtsTask(dtsTask({ id: `plantedmany${at}`, name: `${PLANTED.dtsName}${at}` }));
  world.putDrsTask(
    drsTask({
      id: PLANTED.drsId,
      name: PLANTED.drsName,
      source: drsEndpoint({ ip: PLANTED.address, db_user: PLANTED.drsUser }),
      target: rdsTarget('plantedin01', PLANTED.drsInstance),
      error: { code: 'DRS.1', message: PLANTED.error },
    }),
  );
}

describe('cutover doctor --probe', () => {
  it('tells what the clouds really do, and nothing that is the customer’s', async () => {
    const night = await startNight();
    plant(night);
    const ran = await runCommand(['doctor', '--probe', '--config', configOf(night)], envOf(night), 60_000);
    expect(ran.code).toBe(0);
    expect(night.clouds.calls.filter(({ changes }) => changes)).toEqual([]);

    const [, report = ''] = ran.said.split('PROBE');
    for (const [where, planted] of Object.entries(PLANTED))
      expect(report.toLowerCase().includes(planted.toLowerCase()), where).toBe(false);
    expect(report).not.toMatch(/planted/i);
    const { alibaba, drs } = night.clouds;
    for (const secret of [
      alibaba.accessKeyId,
      drs.accessKey,
      drs.project,
      drs.domain,
      'prod-cn',
      night.folder,
    ])
      expect(report).not.toContain(secret);
    expect(report).not.toMatch(/\b\d{1,3}(\.\d{1,3}){3}\b/);
    for (const { id, name } of night.clouds.tasks()) {
      expect(report).not.toContain(id);
      if (name.length > 3) expect(report, name).not.toContain(name);
    }

    const [dts, drsFound] = [...report.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json = '']) =>
      JSON.parse(json),
    );
    expect(report).toContain('open an issue of the project');
    expect(dts).toMatchObject({
      provider: 'alibaba-dts',
      regions: 2,
      pageSize: { documented: 30, rowsByPageSizeAsked: { '30': 30, '50': 30, '100': 30 } },
      statuses: { synchronisation: { notInOurTable: ['SomethingNew'] } },
      forms: { list: { CreateTime: { '0000-00-00T00:00:00Z': expect.any(Number) } } },
      whitelistGroups: { RDS: { default: expect.any(Number) } },
    });
    expect(Object.keys(dts.whitelistGroups.RDS)).toEqual(
      expect.arrayContaining(['rdsdts_xxxxxxxxxxxx', 'another group']),
    );
    expect(dts.fields.detail.readAndShown).toContain('SourceEndpoint.AliyunUid');
    expect(dts.fields.detail.shownAndNotRead).toContain('LastUpdateTime');
    expect(drsFound).toMatchObject({
      provider: 'drs',
      cloud: 'otc',
      forms: {
        list: { create_time: { '0000-00-00 00:00:00': expect.any(Number) } },
        detail: { create_time: { '0000000000000': expect.any(Number) } },
      },
      rowsOfABatchWithoutPage: [{ asked: 7, shown: 5 }],
    });
    expect(drsFound.fields.detail.readAndShown).toContain('inst_info.public_ip');
  });
});

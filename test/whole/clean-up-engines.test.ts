import { describe, expect, it } from 'vitest';
import {
  BLOCKS,
  changesIn,
  groupsOn,
  HANGZHOU,
  inState,
  itemOn,
  OTHERS,
  ofDts,
  openList,
  openOn,
  putDatabase,
  putEndedTask,
  remove,
  startCleanUp,
} from './clean-up.ts';

const LIST = BLOCKS.join(',');
const NAME = 'rdsdts_orders';

interface Engine {
  /** What people call it. */
  readonly title: string;
  /** DTS's word for it. */
  readonly product: string;
  /** The simulated product, where the word of DTS stands for several. */
  readonly simulated?: string;
  readonly id: string;
  /** Whose API it is. */
  readonly api: string;
  readonly action: string;
  /** Everything that is sent beside the region. */
  readonly sent: Record<string, string>;
}

const ENGINES: readonly Engine[] = [
  {
    title: 'RDS',
    product: 'RDS',
    id: 'rm-bp1cleanup01',
    api: 'rds',
    action: 'ModifySecurityIps',
    sent: {
      DBInstanceId: 'rm-bp1cleanup01',
      DBInstanceIPArrayName: NAME,
      DBInstanceIPArrayAttribute: 'hidden',
      WhitelistNetworkType: 'MIX',
      SecurityIPType: 'IPv4',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'PolarDB',
    product: 'PolarDB',
    id: 'pc-bp1cleanup02',
    api: 'polardb',
    action: 'ModifyDBClusterAccessWhitelist',
    sent: {
      DBClusterId: 'pc-bp1cleanup02',
      WhiteListType: 'IP',
      DBClusterIPArrayName: NAME,
      DBClusterIPArrayAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'MongoDB',
    product: 'MONGODB',
    id: 'dds-bp1cleanup03',
    api: 'dds',
    action: 'ModifySecurityIps',
    sent: {
      DBInstanceId: 'dds-bp1cleanup03',
      SecurityIpGroupName: NAME,
      SecurityIpGroupAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'Redis',
    product: 'REDIS',
    id: 'r-bp1cleanup04',
    api: 'r-kvstore',
    action: 'ModifySecurityIps',
    sent: {
      InstanceId: 'r-bp1cleanup04',
      SecurityIpGroupName: NAME,
      SecurityIpGroupAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'AnalyticDB for MySQL',
    product: 'ADS',
    id: 'am-bp1cleanup05',
    api: 'adb',
    action: 'ModifyDBClusterAccessWhiteList',
    sent: {
      DBClusterId: 'am-bp1cleanup05',
      DBClusterIPArrayName: NAME,
      DBClusterIPArrayAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'AnalyticDB for MySQL, new API',
    product: 'ADS',
    simulated: 'ADS_LAKEHOUSE',
    id: 'amv-bp1cleanup10',
    api: 'adb',
    action: 'ModifyClusterAccessWhiteList',
    sent: {
      DBClusterId: 'amv-bp1cleanup10',
      DBClusterIPArrayName: NAME,
      DBClusterIPArrayAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'AnalyticDB for PostgreSQL',
    product: 'GREENPLUM',
    id: 'gp-bp1cleanup06',
    api: 'gpdb',
    action: 'DeleteDBInstanceIPArray',
    sent: { DBInstanceId: 'gp-bp1cleanup06', IPArrayName: NAME },
  },
  {
    title: 'PolarDB-X 2.0',
    product: 'POLARDBX20',
    id: 'pxc-hzcleanup07',
    api: 'polardbx',
    action: 'ModifySecurityIps',
    sent: { DBInstanceName: 'pxc-hzcleanup07', GroupName: NAME, SecurityIPList: LIST, ModifyMode: '2' },
  },
  {
    title: 'ClickHouse',
    product: 'CLICKHOUSE',
    id: 'cc-bp1cleanup08',
    api: 'clickhouse',
    action: 'ModifyDBClusterAccessWhiteList',
    sent: {
      DBClusterId: 'cc-bp1cleanup08',
      DBClusterIPArrayName: NAME,
      DBClusterIPArrayAttribute: 'hidden',
      SecurityIps: LIST,
      ModifyMode: 'Delete',
    },
  },
  {
    title: 'ClickHouse Enterprise',
    product: 'CLICKHOUSE',
    simulated: 'CLICKHOUSE_ENTERPRISE',
    id: 'cc-bp1cleanup09',
    api: 'clickhouse',
    action: 'ModifySecurityIPList',
    sent: { DBInstanceId: 'cc-bp1cleanup09', GroupName: NAME, SecurityIPList: LIST, ModifyMode: '2' },
  },
];

describe('what DTS left on the whitelist of an instance', () => {
  it.each(ENGINES)('is removed from $title with the one exact request', async (engine) => {
    const night = await startCleanUp();
    const { id, product } = engine;
    // A group of somebody else holds one of the same blocks, and one has a name that only looks alike.
    const alike = { name: 'my_dt_s', attribute: '', networkType: 'MIX', ips: [...BLOCKS] };
    putDatabase(night, {
      product: engine.simulated ?? product,
      id,
      groups: [...OTHERS, alike, ofDts()],
      busySeconds: 2,
    });
    putEndedTask(night, { id: 'k1over', name: 'moved-out', product, database: id });

    const list = await openList(night, 'moved-out');
    const found = itemOn(list, NAME);
    expect(found.state).toBe('OPEN');
    expect(found.text).toContain(`whitelist ${NAME} on ${id}`);
    expect(found.text).toContain('No living task found that needs it.');
    expect(changesIn(night)).toEqual([]);

    const answer = await remove(night, list, NAME);
    expect(answer.text).toContain('a new look shows it gone');
    const { item, list: after } = await inState(night, 'moved-out', NAME, 'GONE');
    expect(item.text).toContain(
      '3 address blocks: 100.104.52.0/24, 101.37.14.0/24 and 1 more → no such group',
    );
    expect(item.text).toContain('removed by');
    expect(item.buttons).toEqual(['cleanup.show', 'cleanup.undo']);
    expect(openOn(after)).toBe(Number(openOn(list)) - 1);

    expect(changesIn(night)).toEqual([
      {
        product: engine.api,
        region: HANGZHOU,
        action: engine.action,
        parameters: { RegionId: HANGZHOU, ...engine.sent },
      },
    ]);
    expect(groupsOn(night, id)).toEqual([...OTHERS, alike]);
    expect(night.deeds()).toEqual([]);
    expect(night.workspace.problems).toEqual([]);
  });
});

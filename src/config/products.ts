/** The products of Alibaba Cloud that an account may have an endpoint of its own for, by their API codes. */
export const ALIBABA_PRODUCTS = [
  'dts',
  'rds',
  'polardb',
  'dds',
  'r-kvstore',
  'ecs',
  'vpc',
  'sts',
  'ram',
  'adb',
  'gpdb',
  'hbase',
  'hitsdb',
  'clickhouse',
  'elasticsearch',
  'alikafka',
  'oceanbase',
  'drds',
  'polardbx',
  'cbn',
] as const;

/** The services that DRS work touches, on both clouds. */
export const DRS_PRODUCTS = ['drs', 'vpc', 'eip', 'iam'] as const;

import { describe, expect, it } from 'vitest';
import { baseUrl } from '../../../src/providers/alibaba-dts/base-url.ts';

describe('the host of a product in a region', () => {
  it.each([
    ['dts', 'cn-hangzhou', 'dts.cn-hangzhou.aliyuncs.com'],
    ['dts', 'eu-central-1', 'dts.eu-central-1.aliyuncs.com'],
    ['dts', 'cn-wulanchabu', 'dts.aliyuncs.com'],
    ['dts', 'cn-shanghai-finance-1', 'dts.cn-hangzhou.aliyuncs.com'],
    ['dts', 'cn-beijing-finance-1', 'dts.cn-beijing-finance-1.aliyuncs.com'],
    ['rds', 'cn-shanghai', 'rds.aliyuncs.com'],
    ['rds', 'cn-chengdu', 'rds.cn-chengdu.aliyuncs.com'],
    ['rds', 'ap-southeast-1', 'rds.ap-southeast-1.aliyuncs.com'],
    ['polardb', 'cn-beijing', 'polardb.aliyuncs.com'],
    ['polardb', 'cn-shenzhen', 'polardb.cn-shenzhen.aliyuncs.com'],
    ['dds', 'cn-hangzhou', 'mongodb.aliyuncs.com'],
    ['dds', 'cn-beijing', 'mongodb.cn-beijing.aliyuncs.com'],
    ['r-kvstore', 'cn-shanghai', 'r-kvstore.aliyuncs.com'],
    ['r-kvstore', 'us-east-1', 'r-kvstore.us-east-1.aliyuncs.com'],
    ['adb', 'cn-shanghai', 'adb.aliyuncs.com'],
    ['adb', 'cn-beijing', 'adb.cn-beijing.aliyuncs.com'],
    ['gpdb', 'cn-shenzhen', 'gpdb.aliyuncs.com'],
    ['gpdb', 'cn-hongkong', 'gpdb.cn-hongkong.aliyuncs.com'],
    ['polardbx', 'cn-hangzhou', 'polardbx.cn-hangzhou.aliyuncs.com'],
    ['polardbx', 'eu-central-1', 'polardbx.aliyuncs.com'],
    ['clickhouse', 'cn-beijing', 'clickhouse.aliyuncs.com'],
    ['clickhouse', 'eu-west-1', 'clickhouse.eu-west-1.aliyuncs.com'],
    ['ecs', 'cn-hangzhou', 'ecs.cn-hangzhou.aliyuncs.com'],
    ['sts', 'ap-southeast-1', 'sts.ap-southeast-1.aliyuncs.com'],
    ['ram', 'ap-southeast-1', 'ram.aliyuncs.com'],
  ])('is the one that its metadata names: %s in %s', (product, region, host) => {
    expect(baseUrl({}, product, region).href).toBe(`https://${host}/`);
  });

  it('is the one that the account names for the product, before the one for all products', () => {
    const config = { endpoint: 'http://127.0.0.1:4010', endpoints: { dds: 'http://127.0.0.1:4011' } };
    expect(baseUrl(config, 'dds', 'cn-hangzhou').host).toBe('127.0.0.1:4011');
    expect(baseUrl(config, 'rds', 'cn-hangzhou').host).toBe('127.0.0.1:4010');
  });
});

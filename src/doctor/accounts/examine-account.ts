import { alibabaConfig, drsConfig } from '../../accounts.ts';
import type { AccountConfig } from '../../config/config.ts';
import { examineAlibaba } from '../../providers/alibaba-dts/examine/examine.ts';
import { examineDrs } from '../../providers/drs/examine/examine.ts';
import type { Examination } from '../../providers/examination.ts';

/** The same fetch, which tells the `Date` of every answer. */
function dating(dated: (date: string) => void): typeof fetch {
  return async (...request) => {
    const response = await fetch(...request);
    const date = response.headers.get('date');
    if (date !== null) dated(date);
    return response;
  };
}

/** Examines a configured account with the key that reads; `dated` is told the cloud's time with its answers. */
export function examineAccount(account: AccountConfig, dated: (date: string) => void): Examination {
  return account.provider === 'alibaba-dts'
    ? examineAlibaba({ ...alibabaConfig(account), dated })
    : examineDrs({ ...drsConfig(account), fetch: dating(dated) });
}

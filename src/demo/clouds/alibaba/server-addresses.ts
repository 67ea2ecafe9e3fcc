import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { invalidParameter, succeeded } from './gateway-answers.ts';
import { isRegion, serverBlocks } from './regions.ts';

/** WhiteIpList: the DTS servers' blocks of the source region and, when given, of the destination region. */
export function whiteIpList(_state: AlibabaState, parameters: Parameters): Answer {
  const region = parameters.get('Region') ?? '';
  const destination = parameters.get('DestinationRegion') ?? '';
  const network = parameters.get('Type');
  if (!isRegion(region)) return invalidParameter('Region');
  if (destination !== '' && !isRegion(destination)) return invalidParameter('DestinationRegion');
  if (network !== 'internet' && network !== 'vpc') return invalidParameter('Type');
  const regions = destination === '' || destination === region ? [region] : [region, destination];
  return succeeded({ IpList: regions.map((each) => serverBlocks(each, network)).join(',') });
}

/** DescribeDTSIP: answers the list in `DynamicMessage`, and `Success` as text. */
export function describeDtsIp(_state: AlibabaState, parameters: Parameters): Answer {
  const region = parameters.get('SourceEndpointRegion') ?? '';
  if (!isRegion(region)) return invalidParameter('SourceEndpointRegion');
  return jsonAnswer(200, {
    RequestId: newRequestId(),
    DynamicMessage: serverBlocks(region, 'internet'),
    ErrMessage: '',
    Success: 'true',
    ErrCode: '',
  });
}

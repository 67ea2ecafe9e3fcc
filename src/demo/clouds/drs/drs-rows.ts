import { lagAt } from '../lag.ts';
import type { DrsTask } from './drs-task.ts';

/** A row of the list: times as `YYYY-MM-DD HH:mm:ss`, the error under `error_msg`. */
export function listRow(task: DrsTask): Record<string, unknown> {
  return {
    id: task.id,
    name: task.name,
    status: task.status,
    description: '',
    create_time: new Date(task.created).toISOString().slice(0, 19).replace('T', ' '),
    ...(task.error === null ? {} : { error_msg: task.error.message }),
    engine_type: task.engineType,
    net_type: task.netType,
    billing_tag: true,
    job_direction: 'up',
    db_use_type: task.dbUseType,
    task_type: task.taskType,
    node_newFramework: false,
  };
}

export function statusRow(task: DrsTask): Record<string, unknown> {
  return {
    id: task.id,
    status: task.status,
    ...(task.error === null ? {} : { error_code: task.error.code, error_message: task.error.message }),
  };
}

/** A row of the detail: times as text of epoch milliseconds; the node's addresses go with its resources. */
export function detailRow(task: DrsTask): Record<string, unknown> {
  const released = task.status === 'RELEASE_RESOURCE_COMPLETE' || task.status === 'DELETED';
  return {
    id: task.id,
    parent_id: '',
    name: task.name,
    status: task.status,
    description: '',
    create_time: String(task.created),
    actual_start_time: String(task.created + 153_000),
    full_transfer_complete_time: task.progressPercent >= 100 ? String(task.created + 7_153_000) : '',
    update_time: String(task.updated),
    task_type: task.taskType,
    db_use_type: task.dbUseType,
    job_direction: 'up',
    net_type: task.netType,
    ...(task.error === null ? {} : { failed_reason: task.error.message }),
    source_endpoint: { ...task.source, db_password: '' },
    target_endpoint: { ...task.target, db_password: '' },
    inst_info: {
      engine_type: task.engineType,
      inst_type: 'high',
      ip: released ? '' : task.node.ip,
      public_ip: released ? '' : task.node.publicIp,
      status: released ? 'deleted' : 'ACTIVE',
      volume_size: 100,
      start_time: '0',
    },
    ...(task.ownPublicIp && !released
      ? { public_ip_list: [{ id: task.id, public_ip: task.node.publicIp, type: 'master' }] }
      : {}),
    is_target_readonly: task.targetReadOnly,
    need_restart: false,
    replace_definer: true,
    migrate_user: false,
    vpc_id: task.target.vpc_id,
    subnet_id: task.target.subnet_id,
    security_group_id: task.securityGroupId,
  };
}

/** A row of the progress: delay in seconds as text, "-1" while there is no value. */
export function progressRow(task: DrsTask, now: number): Record<string, unknown> {
  return {
    job_id: task.id,
    progress: String(task.progressPercent),
    incre_trans_delay: task.lag === null ? '-1' : String(Math.round(lagAt(task.lag, now))),
    task_mode: task.taskType,
    transfer_status: task.status,
    process_time: String(Math.round(now)),
    remaining_time: task.progressPercent >= 100 ? '0' : '5400',
    progress_map: { data: { completed: `${task.progressPercent}%`, remaining_time: null } },
    ...(task.error === null ? {} : { error_code: task.error.code, error_msg: task.error.message }),
  };
}

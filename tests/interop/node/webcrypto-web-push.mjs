// SPDX-FileCopyrightText: pushhub contributors
// SPDX-License-Identifier: MIT

import { post, task } from './exchange.mjs';
import { buildPushPayload } from '@block65/webcrypto-web-push';

const { subscription, vapid, text, options } = task;

await post(subscription.endpoint,
  await buildPushPayload({ data: text, options }, subscription, vapid));

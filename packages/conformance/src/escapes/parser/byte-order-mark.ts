import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const byteOrderMark = codelet({
  class: 'parser',
  name: 'a byte order mark before and within the text',
  modelled_on: 'class: characters that editors hide',
  source: `﻿export const main = () => "a﻿b".length`,
  outcome: gives(3),
});

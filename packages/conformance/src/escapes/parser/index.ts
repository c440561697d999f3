import type { EscapeCase } from '../escape-case.js';
import { assignmentsToDeniedNames } from './assignments-to-denied-names.js';
import { awaitAndReturnOutside } from './await-and-return-outside.js';
import { blockCommentOpen } from './block-comment-open.js';
import { byteOrderMark } from './byte-order-mark.js';
import { closesTheWrapper } from './closes-the-wrapper.js';
import { closesTheWrapperInPieces } from './closes-the-wrapper-in-pieces.js';
import { deepButLegal } from './deep-but-legal.js';
import { duplicateExports } from './duplicate-exports.js';
import { escapedIdentifiers } from './escaped-identifiers.js';
import { escapedImport } from './escaped-import.js';
import { escapedKeywords } from './escaped-keywords.js';
import { exportDecoys } from './export-decoys.js';
import { exportsWithStrangeNames } from './exports-with-strange-names.js';
import { groupsOfOneName } from './groups-of-one-name.js';
import { hashbang } from './hashbang.js';
import { hashbangLater } from './hashbang-later.js';
import { htmlCommentOperators } from './html-comment-operators.js';
import { htmlComments } from './html-comments.js';
import { hugeTokens } from './huge-tokens.js';
import { importInOddPlaces } from './import-in-odd-places.js';
import { importMeta } from './import-meta.js';
import { importOfHostileSpecifiers } from './import-of-hostile-specifiers.js';
import { labelsAndBlocks } from './labels-and-blocks.js';
import { lineCommentAtTheEnd } from './line-comment-at-the-end.js';
import { lineSeparators } from './line-separators.js';
import { manyExports } from './many-exports.js';
import { namesOfTheWrapper } from './names-of-the-wrapper.js';
import { newSyntax } from './new-syntax.js';
import { newTargetOutside } from './new-target-outside.js';
import { privateNamesAndStaticBlocks } from './private-names-and-static-blocks.js';
import { regexOrDivision } from './regex-or-division.js';
import { scriptEndTags } from './script-end-tags.js';
import { shadowedNames } from './shadowed-names.js';
import { sourceUrl } from './source-url.js';
import { staticImports } from './static-imports.js';
import { strictMode } from './strict-mode.js';
import { taggedAndNestedTemplates } from './tagged-and-nested-templates.js';
import { useOfThisAndArguments } from './use-of-this-and-arguments.js';
import { veryDeepNesting } from './very-deep-nesting.js';
import { vm2NamesAreTaken } from './vm2-names-are-taken.js';
import { wrapperNamesAreTaken } from './wrapper-names-are-taken.js';
import { yieldAndAwaitNames } from './yield-and-await-names.js';

export const parserEscapes: readonly EscapeCase[] = [
  assignmentsToDeniedNames,
  awaitAndReturnOutside,
  blockCommentOpen,
  byteOrderMark,
  closesTheWrapper,
  closesTheWrapperInPieces,
  deepButLegal,
  duplicateExports,
  escapedIdentifiers,
  escapedImport,
  escapedKeywords,
  exportDecoys,
  exportsWithStrangeNames,
  groupsOfOneName,
  hashbang,
  hashbangLater,
  htmlCommentOperators,
  htmlComments,
  hugeTokens,
  importInOddPlaces,
  importMeta,
  importOfHostileSpecifiers,
  labelsAndBlocks,
  lineCommentAtTheEnd,
  lineSeparators,
  manyExports,
  namesOfTheWrapper,
  newSyntax,
  newTargetOutside,
  privateNamesAndStaticBlocks,
  regexOrDivision,
  scriptEndTags,
  shadowedNames,
  sourceUrl,
  staticImports,
  strictMode,
  taggedAndNestedTemplates,
  useOfThisAndArguments,
  veryDeepNesting,
  vm2NamesAreTaken,
  wrapperNamesAreTaken,
  yieldAndAwaitNames,
];

/** The pages of the settings, in the order of the side list. A page is a line here and a component. */
import {
  Alert20Regular,
  ArchiveArrowBack20Regular,
  ArrowRouting20Regular,
  Building20Regular,
  CheckmarkCircle20Regular,
  Clock20Regular,
  Info20Regular,
  Person20Regular,
  PlugConnected20Regular,
  Scales20Regular,
  Stethoscope20Regular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import type { SettingsPage } from '../../shared/api.ts';
import { AboutPage } from '../about/AboutPage.tsx';
import { BackupPage } from '../backup/BackupPage.tsx';
import { MappingPage } from '../mapping/MappingPage.tsx';
import { MatchingPage } from '../matching/MatchingPage.tsx';
import { ConnectionSettings } from './ConnectionSettings.tsx';
import { DiagnosticsPage } from './DiagnosticsPage.tsx';
import type { FormPart } from './draft.ts';
import { EnvironmentsPage } from './EnvironmentsPage.tsx';

interface PageBase {
  readonly name: SettingsPage;
  readonly title: string;
  readonly Icon: ComponentType;
}
/** A page of its own, or one part of the one form that is saved together. */
export type Page = PageBase & ({ readonly Body: ComponentType } | { readonly part: FormPart });

export const PAGES: readonly Page[] = [
  { name: 'connections', title: 'Connections', Icon: PlugConnected20Regular, Body: ConnectionSettings },
  { name: 'matching', title: 'Matching rules', Icon: Scales20Regular, Body: MatchingPage },
  { name: 'mapping', title: 'Field mapping', Icon: ArrowRouting20Regular, Body: MappingPage },
  { name: 'approval', title: 'Approval policy', Icon: CheckmarkCircle20Regular, part: 'approval' },
  { name: 'schedules', title: 'Schedules', Icon: Clock20Regular, part: 'schedules' },
  { name: 'notifications', title: 'Notifications', Icon: Alert20Regular, part: 'notifications' },
  { name: 'environments', title: 'Environments', Icon: Building20Regular, Body: EnvironmentsPage },
  { name: 'backup', title: 'Backup', Icon: ArchiveArrowBack20Regular, Body: BackupPage },
  { name: 'diagnostics', title: 'Diagnostics', Icon: Stethoscope20Regular, Body: DiagnosticsPage },
  { name: 'personal', title: 'Personal', Icon: Person20Regular, part: 'personal' },
  { name: 'about', title: 'About', Icon: Info20Regular, Body: AboutPage },
];

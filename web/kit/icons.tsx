// Our own signs: 24 units wide, strokes of 2, in the colour of the text beside them. They say nothing to screen
// readers: the word or the label beside them does.
import { ReactNode } from "react";

interface IconProps {
  size?: number;
}

const icon = (drawing: ReactNode) => function Icon({ size = 24 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">{drawing}</svg>
  );
};

const line = (d: string) => <path d={d} />;
const circle = (x: number, y: number, r: number) => <circle cx={x} cy={y} r={r} />;

export const CloseIcon = icon(line("M6 6l12 12M18 6L6 18"));
export const BackIcon = icon(line("M15 5l-7 7 7 7"));
export const ChevronIcon = icon(line("M9 5l7 7-7 7"));
export const DownIcon = icon(line("M5 9l7 7 7-7"));
export const UpIcon = icon(line("M5 15l7-7 7 7"));
export const SearchIcon = icon(<>{circle(11, 11, 6)}{line("M20 20l-4.5-4.5")}</>);
export const PlusIcon = icon(line("M12 5v14M5 12h14"));
export const MinusIcon = icon(line("M5 12h14"));
export const CheckIcon = icon(line("M5 12.5l4.5 4.5L19 7.5"));
export const BackspaceIcon = icon(line("M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5"));
export const AlertIcon = icon(line("M12 4l9 16H3zM12 10v4M12 17v.01"));
export const InfoIcon = icon(<>{circle(12, 12, 9)}{line("M12 11v5M12 8v.01")}</>);
export const ClockIcon = icon(<>{circle(12, 12, 9)}{line("M12 7v5l3.5 2")}</>);
export const CalendarIcon = icon(<><rect x="4" y="5" width="16" height="15" rx="2" />
  {line("M4 10h16M8 3v4M16 3v4")}</>);
export const UserIcon = icon(<>{circle(12, 8, 4)}{line("M4 20c1.5-4 4.5-6 8-6s6.5 2 8 6")}</>);
export const UsersIcon = icon(<>{circle(9, 8, 3.5)}{line("M2.5 19c1-3.5 3.5-5 6.5-5s5.5 1.5 6.5 5")}
  {line("M15.5 5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3 2.3 3.5 4.5")}</>);
export const LockIcon = icon(<><rect x="5" y="11" width="14" height="9" rx="2" />{line("M8 11V8a4 4 0 018 0v3")}</>);
export const TableIcon = icon(line("M3 9h18M5 9v10M19 9v10M3 9l2-4h14l2 4"));
export const BagIcon = icon(line("M5 8h14l1 12H4zM9 8V7a3 3 0 016 0v1"));
export const ReceiptIcon = icon(line("M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"));
export const PrintIcon = icon(line("M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z"));
export const CashIcon = icon(<><rect x="3" y="6" width="18" height="12" rx="2" />{circle(12, 12, 2.5)}
  {line("M6.5 9.5v.01M17.5 14.5v.01")}</>);
export const CardIcon = icon(<><rect x="3" y="5" width="18" height="14" rx="2" />{line("M3 10h18M7 15h4")}</>);
export const VoucherIcon = icon(line("M3 7h18v3.5a1.5 1.5 0 000 3V17H3v-3.5a1.5 1.5 0 000-3zM14 7v10"));
export const DrawerIcon = icon(line("M4 5h16l1 9v5H3v-5zM3 14h18M10 17h4"));
export const SplitIcon = icon(line("M12 20v-7M12 13L5 5M12 13l7-8M5 10V5h5M19 10V5h-5"));
export const MoveIcon = icon(line("M4 8h14l-4-4M20 16H6l4 4"));
export const MergeIcon = icon(line("M5 4c0 6 7 5 7 10v6M19 4c0 6-7 5-7 10M9 17l3 3 3-3"));
export const NoteIcon = icon(line("M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 13h4"));
export const PercentIcon = icon(<>{line("M6 18L18 6")}{circle(7.5, 7.5, 2)}{circle(16.5, 16.5, 2)}</>);
export const GiftIcon = icon(<>{line("M4 11h16v9H4zM3 7h18v4H3zM12 7v13")}
  {line("M12 7c-5 0-5-4-2.5-4S12 7 12 7s0-4 2.5-4S17 7 12 7")}</>);
export const TrashIcon = icon(line("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"));
export const PencilIcon = icon(line("M4 20l1-5L16 4l4 4L9 19zM14 6l4 4"));
export const MoreIcon = icon(<>{line("M5 12v.01M12 12v.01M19 12v.01")}</>);
export const BellIcon = icon(line("M6 16V11a6 6 0 0112 0v5l2 2H4zM10 21h4"));
export const SoundIcon = icon(line("M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 010 6M19 6.5a8 8 0 010 11"));
export const MuteIcon = icon(line("M4 9v6h4l5 4V5L8 9zM17 9.5l4 5M21 9.5l-4 5"));
export const UndoIcon = icon(line("M9 6L4 11l5 5M4 11h10a6 6 0 010 12"));
export const RefreshIcon = icon(line("M19 8a8 8 0 10.5 6M19 3v5h-5"));
export const CloudOffIcon = icon(line("M3 3l18 18M8 8a5 5 0 00-1 10h10M11 6a5 5 0 017 5 4 4 0 012.5 5.5"));
export const SendIcon = icon(line("M4 12l16-8-6 16-3-7z"));
export const FlameIcon = icon(line("M12 3c1 4 6 6 6 11a6 6 0 01-12 0c0-3 2-4 2-7 2 1 3 2.5 3 4 1-2 1.5-5 1-8z"));
export const ListIcon = icon(line("M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01"));
export const GridIcon = icon(line("M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"));
export const ChartIcon = icon(line("M4 4v16h16M8 16v-4M12 16V8M16 16v-6"));
export const SettingsIcon = icon(<>{line("M4 7h10M18 7h2M4 17h2M10 17h10")}{circle(16, 7, 2)}{circle(8, 17, 2)}</>);
export const SunIcon = icon(<>{circle(12, 12, 4)}
  {line("M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19")}</>);
export const MoonIcon = icon(line("M20 14a8 8 0 01-10-10 8 8 0 1010 10z"));
export const LanguageIcon = icon(<>{circle(12, 12, 9)}{line("M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18")}</>);
export const ExitIcon = icon(line("M10 4H5v16h5M14 8l4 4-4 4M18 12H9"));
export const PinIcon = icon(<>{line("M12 21c4-5 7-8 7-12a7 7 0 00-14 0c0 4 3 7 7 12z")}{circle(12, 9, 2.5)}</>);

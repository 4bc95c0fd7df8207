// Icons stand beside words or on buttons that have a name of their own, so none of them is read aloud.
import * as drawn from "@ant-design/icons";
import type { ComponentType, CSSProperties } from "react";

interface IconProps {
  style?: CSSProperties;
  className?: string;
  "aria-label"?: string;
}

export function quiet(Drawn: ComponentType<object>): ComponentType<IconProps> {
  return function Quiet(props) {
    return <Drawn {...props} aria-hidden={props["aria-label"] ? undefined : true} />;
  };
}

export const AimOutlined = quiet(drawn.AimOutlined);
export const ApartmentOutlined = quiet(drawn.ApartmentOutlined);
export const AppstoreOutlined = quiet(drawn.AppstoreOutlined);
export const ArrowDownOutlined = quiet(drawn.ArrowDownOutlined);
export const ArrowUpOutlined = quiet(drawn.ArrowUpOutlined);
export const AuditOutlined = quiet(drawn.AuditOutlined);
export const BankOutlined = quiet(drawn.BankOutlined);
export const BarChartOutlined = quiet(drawn.BarChartOutlined);
export const CalendarOutlined = quiet(drawn.CalendarOutlined);
export const CheckOutlined = quiet(drawn.CheckOutlined);
export const CloseOutlined = quiet(drawn.CloseOutlined);
export const ContactsOutlined = quiet(drawn.ContactsOutlined);
export const DatabaseOutlined = quiet(drawn.DatabaseOutlined);
export const DeleteOutlined = quiet(drawn.DeleteOutlined);
export const DollarOutlined = quiet(drawn.DollarOutlined);
export const DownOutlined = quiet(drawn.DownOutlined);
export const DownloadOutlined = quiet(drawn.DownloadOutlined);
export const EditOutlined = quiet(drawn.EditOutlined);
export const EllipsisOutlined = quiet(drawn.EllipsisOutlined);
export const EyeOutlined = quiet(drawn.EyeOutlined);
export const FilterOutlined = quiet(drawn.FilterOutlined);
export const FlagOutlined = quiet(drawn.FlagOutlined);
export const FormOutlined = quiet(drawn.FormOutlined);
export const FunnelPlotOutlined = quiet(drawn.FunnelPlotOutlined);
export const GroupOutlined = quiet(drawn.GroupOutlined);
export const HomeOutlined = quiet(drawn.HomeOutlined);
export const HolderOutlined = quiet(drawn.HolderOutlined);
export const HistoryOutlined = quiet(drawn.HistoryOutlined);
export const ImportOutlined = quiet(drawn.ImportOutlined);
export const KeyOutlined = quiet(drawn.KeyOutlined);
export const LockOutlined = quiet(drawn.LockOutlined);
export const LoadingOutlined = quiet(drawn.LoadingOutlined);
export const MenuOutlined = quiet(drawn.MenuOutlined);
export const PlusOutlined = quiet(drawn.PlusOutlined);
export const ProfileOutlined = quiet(drawn.ProfileOutlined);
export const ProjectOutlined = quiet(drawn.ProjectOutlined);
export const PushpinFilled = quiet(drawn.PushpinFilled);
export const PushpinOutlined = quiet(drawn.PushpinOutlined);
export const QuestionCircleOutlined = quiet(drawn.QuestionCircleOutlined);
export const RightOutlined = quiet(drawn.RightOutlined);
export const SafetyOutlined = quiet(drawn.SafetyOutlined);
export const SearchOutlined = quiet(drawn.SearchOutlined);
export const SettingOutlined = quiet(drawn.SettingOutlined);
export const ShoppingOutlined = quiet(drawn.ShoppingOutlined);
export const TagOutlined = quiet(drawn.TagOutlined);
export const TeamOutlined = quiet(drawn.TeamOutlined);
export const UpOutlined = quiet(drawn.UpOutlined);
export const UserOutlined = quiet(drawn.UserOutlined);
export const BulbOutlined = quiet(drawn.BulbOutlined);
export const ColumnHeightOutlined = quiet(drawn.ColumnHeightOutlined);
export const LogoutOutlined = quiet(drawn.LogoutOutlined);
export const TranslationOutlined = quiet(drawn.TranslationOutlined);
export const BookOutlined = quiet(drawn.BookOutlined);
export const FileOutlined = quiet(drawn.FileOutlined);
export const IdcardOutlined = quiet(drawn.IdcardOutlined);
export const LoginOutlined = quiet(drawn.LoginOutlined);
export const MessageOutlined = quiet(drawn.MessageOutlined);
export const NodeIndexOutlined = quiet(drawn.NodeIndexOutlined);
export const OrderedListOutlined = quiet(drawn.OrderedListOutlined);
export const PartitionOutlined = quiet(drawn.PartitionOutlined);
export const PhoneOutlined = quiet(drawn.PhoneOutlined);
export const SyncOutlined = quiet(drawn.SyncOutlined);
export const TagsOutlined = quiet(drawn.TagsOutlined);
export const ThunderboltOutlined = quiet(drawn.ThunderboltOutlined);
export const BellOutlined = quiet(drawn.BellOutlined);
export const ClockCircleOutlined = quiet(drawn.ClockCircleOutlined);
export const PaperClipOutlined = quiet(drawn.PaperClipOutlined);

// Icons of parts that are loaded later: beside the others they would weigh on the first screen.
import * as drawn from "@ant-design/icons";
import { quiet } from "./icons";

export const CameraOutlined = quiet(drawn.CameraOutlined);
export const CloudUploadOutlined = quiet(drawn.CloudUploadOutlined);
export const EnvironmentOutlined = quiet(drawn.EnvironmentOutlined);
export const LeftOutlined = quiet(drawn.LeftOutlined);
export const PictureOutlined = quiet(drawn.PictureOutlined);
export const RedoOutlined = quiet(drawn.RedoOutlined);
export const UndoOutlined = quiet(drawn.UndoOutlined);

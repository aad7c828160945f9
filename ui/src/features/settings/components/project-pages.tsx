export { GeneralPage } from "./GeneralPage";
export { KeysPage } from "./KeysPage";
export { LimitsPage } from "./LimitsPage";
export { PrivacyPage } from "./PrivacyPage";

export { AlertingHealthPage } from "./AlertingHealthPage";
export { MembersPage } from "./MembersPage";
export { ProfilePage } from "./ProfilePage";
export { ReportsPage } from "./ReportsPage";
export { TeamsPage } from "./TeamsPage";
export { TokensPage } from "./TokensPage";

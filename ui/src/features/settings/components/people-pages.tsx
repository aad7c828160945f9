export { MembersPage } from "./MembersPage";
export { ProfilePage } from "./ProfilePage";
export { TeamsPage } from "./TeamsPage";
export { TokensPage } from "./TokensPage";

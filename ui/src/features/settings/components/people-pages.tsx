export const MembersPage = () => null; export const TeamsPage = MembersPage; export const TokensPage = MembersPage; export const ProfilePage = MembersPage;

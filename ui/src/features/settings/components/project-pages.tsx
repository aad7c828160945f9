export const GeneralPage = () => null; export const KeysPage = GeneralPage; export const PrivacyPage = GeneralPage; export const LimitsPage = GeneralPage;

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The targets, in the order of `acprof generate --list`: the rows of a table of acp_target. It is
 * included twice: by table.c, where MAKES(function) is the function, and by acprof itself, which
 * only describes the targets and is not linked with what makes them. */
/* A table is no sentence of C. */
/* clang-format off */

#define BITS(kind)       (UINT32_C(1) << ACP_KIND_##kind)
#define INPUTS(...)      (const acp_target_input[]){__VA_ARGS__, {0, 0, 0}}
#define OPTIONS(...)     (const acp_target_option[]){__VA_ARGS__, {NULL, NULL, NULL, NULL, NULL}}
#define OPTION_OS(names) {"os", "the system of the endpoints", names, NULL, NULL}
#define OPTION_CLIENT                                                                              \
    {"client", "the generation of the client: AnyConnect 4 or Secure Client 5", "4,5", NULL, "5"}
#define OPTION_ARCHIVE                                                                             \
    {"archive", "one archive instead of the files, the same bytes each time", "tar.gz,zip", NULL, ""}
#define OPTION_SWITCH(name, help) {name, help, "true,false", NULL, "false"}
#define OPTION_SWITCH_ON(name, help) {name, help, "true,false", NULL, "true"}
#define OPTION_REGISTRY(name, help) {name, help, "true,false", NULL, ""}
#define OPTION_CERTIFICATE                                                                         \
    {"certificate", "the file of the user's certificate, on the clients", NULL, NULL, ""}
#define OPTION_KEY {"key", "the file of its key, if it is another", NULL, NULL, ""}
#define OPTION_CA                                                                                  \
    {"ca", "the file of the authorities that gateways are trusted by; without it, the system's",   \
     NULL, NULL, ""}

#define OPTION_MANAGED(name, help) {name, help, "true,false", NULL, ""}
/* Keys of the managed configuration that no profile has. */
#define ANDROID_OPTIONS                                                                            \
    {"embed", "how the profile stands in the configuration", "plain,base64,none", NULL,            \
     "plain"},                                                                                     \
    {"connections",                                                                                \
     "entries of the profile that are connections of their own, too",                              \
     "first,all,none", NULL, "first"},                                                             \
    {"certificate-alias", "alias of the client certificate in the keychain of devices",            \
     NULL, NULL, ""},                                                                              \
    {"yubikey-slot", "slot of the client certificate on a YubiKey", "9a,9c,9d,9e", NULL,           \
     ""},                                                                                          \
    {"allowed-apps", "apps that alone use the tunnel", NULL, "package-list", ""},                  \
    {"disallowed-apps", "apps that do not use the tunnel, all others do", NULL,                    \
     "package-list", ""},                                                                          \
    OPTION_MANAGED("allow-bypass", "apps may send around the tunnel"),                             \
    OPTION_MANAGED("apps-for-profile",                                                             \
                   "the list of apps holds for the entries of the profile, too"),                  \
    OPTION_MANAGED("replace-profile", "the profile replaces the one on the device"),               \
    OPTION_SWITCH_ON("strict-trust",                                                               \
                     "gateways whose certificates are not trusted are refused without "            \
                     "asking"),                                                                    \
    OPTION_MANAGED("block-untrusted",                                                              \
                   "users cannot connect to gateways that are not trusted"),                       \
    OPTION_MANAGED("revocation", "certificates of gateways are checked by OCSP"),                  \
    OPTION_MANAGED("fips", "only algorithms that FIPS allows are used"),                           \
    {"links", "whether links act on the client", "disabled,prompt,enabled", NULL, ""},             \
    OPTION_MANAGED("save-credentials", "users may save their credentials"),                        \
    {"device-id", "id that is reported to the gateway, as a variable of the MDM", NULL,            \
     NULL, ""},                                                                                    \
    OPTION_MANAGED("report-hardware-id", "MAC address and IMEI are reported"),                     \
    OPTION_MANAGED("block-create", "users cannot create connections"),                             \
    OPTION_MANAGED("accept-license", "the license is not shown to users"),                         \
    {"admin-email", "where users send logs to", NULL, "email", ""},                                \
    {"umbrella-org", "the number of the Umbrella organization", NULL, "unsigned", ""},             \
    {"umbrella-token", "regToken of the Umbrella organization", NULL, NULL, ""},                   \
    {"umbrella-appliances", "virtual appliances on the network of devices", NULL,                  \
     "domain-list", ""},                                                                           \
    OPTION_MANAGED("umbrella-only", "always-on VPN is for Umbrella only")

/* What the client reads on an endpoint. */
#define EVERY_KIND                                                                                 \
    INPUTS({BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1},          \
           {BITS(PREFERENCES), 0, 2}, {BITS(NVM), 0, 1}, {BITS(ISE_POSTURE), 0, 1},                \
           {BITS(NAM), 0, 1}, {BITS(AMP), 0, 1}, {BITS(FEEDBACK), 0, 1}, {BITS(UMBRELLA), 0, 3})

{
    .name = "tree",
    .help = "profiles and policies in the places where the client reads them",
    .inputs = EVERY_KIND,
    .files = true,
    .options = OPTIONS(
        OPTION_OS("windows,macos,linux"), OPTION_CLIENT,
        {"user", "whose preferences are placed, by the name of the home directory", NULL, NULL, ""},
        OPTION_ARCHIVE),
    .each = MAKES(acp_tree_each),
    .make = MAKES(acp_tree_make),
},

{
    .name = "predeploy",
    .help = "the folder Profiles that stands beside the installers",
    .inputs =
        INPUTS({BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1},
               {BITS(TRANSFORMS), 0, 1}, {BITS(NVM), 0, 1}, {BITS(ISE_POSTURE), 0, 1},
               {BITS(NAM), 0, 1}, {BITS(FEEDBACK), 0, 1}, {BITS(UMBRELLA), 0, 1}),
    .options = OPTIONS(OPTION_OS("windows,macos,linux"), OPTION_ARCHIVE),
    .make = MAKES(acp_predeploy_make),
},

{
    .name = "transforms",
    .help =
        "ACTransforms.xml: what the installers for macOS and Linux do, and the local policy",
    .inputs = INPUTS({BITS(LOCAL_POLICY), 0, 1}, {BITS(TRANSFORMS), 0, 1},
                     {BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(NVM), 0, 1}),
    .options = OPTIONS(OPTION_OS("macos,linux"),
                       {"disable-vpn", "install no VPN; default: as ACTransforms.xml has it",
                        "true,false", NULL, ""},
                       {"disable-feedback",
                        "install no customer experience feedback; default: as "
                        "ACTransforms.xml has it",
                        "true,false", NULL, ""}),
},

{
    .name = "msi-properties",
    .help = "what the installers for Windows are told: an msiexec script and a property table",
    .inputs = INPUTS({BITS(LOCAL_POLICY), 0, 1}, {BITS(VPN), 0, ACP_UNBOUNDED},
                     {BITS(MGMT), 0, 1}, {BITS(NVM), 0, 1}),
    .platforms = ACP_WINDOWS,
    .options = OPTIONS(
        {"modules",
         "installers to run besides core-vpn, with commas between them: dart, umbrella, "
         "nvm, SBL, nam, posture, iseposture, thousandeyes",
         NULL, NULL, ""},
        OPTION_SWITCH("disable-vpn", "install the core without VPN"),
        OPTION_SWITCH("lockdown", "let nobody stop the services, not even administrators"),
        OPTION_SWITCH("hide", "keep the modules out of the list of programs"),
        OPTION_SWITCH("disable-feedback", "install no customer experience feedback"),
        OPTION_SWITCH("reset-mtu", "set the MTU of all adapters to its default")),
},

{
    .name = "gpo",
    .help = "a group policy for Windows: profiles copied from a share, values of the registry",
    .inputs = INPUTS({BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1},
                     {BITS(PREFERENCES), 0, 1}, {BITS(NVM), 0, 1}, {BITS(ISE_POSTURE), 0, 1},
                     {BITS(NAM), 0, 1}, {BITS(FEEDBACK), 0, 1}, {BITS(UMBRELLA), 0, 3}),
    .files = true,
    .platforms = ACP_WINDOWS,
    .options = OPTIONS(
        {"share", "the folder on a server that computers copy the profiles from", NULL, NULL,
         "\\\\%DomainName%\\NETLOGON\\SecureClient"},
        {"windows", "64-bit or 32-bit Windows, which have the values in different keys", "64,32",
         NULL, "64"},
        OPTION_REGISTRY("suppress-dialogs", "no dialog when the gateway ends the session"),
        OPTION_REGISTRY("debug-routes", "a log of changes of routes"),
        OPTION_REGISTRY("nam-single-logon", "Network Access Manager: one user at a time"),
        OPTION_REGISTRY("nam-disable-dhcp", "Network Access Manager: no DHCP in its test"),
        OPTION_REGISTRY("nam-skip-pin-signature", "Network Access Manager: no proof of the PIN")),
    .make = MAKES(acp_gpo_make),
},

{
    .name = "intune",
    .help = "Intune: scripts for Windows and macOS, configurations for Android and iOS",
    .inputs = EVERY_KIND,
    .files = true,
    .platforms = ACP_WINDOWS | ACP_MACOS,
    .options = OPTIONS({"name", "what scripts and profiles are called in Intune", NULL, NULL,
                        "Cisco Secure Client"},
                       {"android-app", "the id of the client for Android among the apps in Intune",
                        NULL, "uuid", ""},
                       ANDROID_OPTIONS),
    .make = MAKES(acp_intune_make),
},

{
    .name = "mobileconfig",
    .help = "configuration profiles for iOS, and for macOS with approvals of the extensions",
    .inputs = INPUTS({BITS(VPN), 1, ACP_UNBOUNDED}),
    .options = OPTIONS(
        OPTION_OS("ios,macos"),
        {"identifier", "what the identifiers of all payloads begin with, as com.example.vpn",
         NULL, "app-id", "acprof.secure-client"},
        {"organization", "who made the profiles, as users see it", NULL, NULL, ""},
        {"description", "what the profiles are for, as users see it", NULL, NULL, ""},
        OPTION_SWITCH("keep", "users may not remove the profiles"),
        {"connections", "connections, or on macOS only the approvals", "true,false", NULL, "true"},
        {"embed", "put the profile itself in, for what a connection cannot say", "true,false",
         NULL, "true"},
        {"replace", "the profile takes the place of the one on the device", "true,false", NULL,
         "true"},
        {"identity", "the client certificate and its key: a PKCS#12 file", NULL, "file", ""},
        {"identity-password", "a file with the password of that file", NULL, "file", ""},
        {"identity-uuid", "instead: the UUID of the payload with it, which the MDM adds", NULL,
         "uuid", ""},
        {"ca", "certificates to trust: a PEM or DER file", NULL, "file", ""},
        {"authentication", "how users log on; default: by certificate if one is given",
         "Password,Certificate,Password+Certificate", NULL, ""},
        {"trusted-domains", "on demand: no tunnel in Wi-Fi networks with these DNS suffixes", NULL,
         "domain-list", ""},
        {"idle-timeout", "seconds after which an idle tunnel that came on demand ends", NULL,
         "unsigned", ""},
        {"per-app", "the entries that are for certain apps only, by HostName, with commas", NULL,
         NULL, ""},
        {"apps", "these apps, by their bundle identifiers, with commas", NULL, "app-ids", ""},
        {"app-requirements", "macOS: a file, in each line an identifier and its designated "
         "requirement", NULL, "file", ""},
        {"safari-domains", "names that have Safari use the per-app tunnel", NULL, "domain-list",
         ""},
        {"multi-tunnel", "several tunnels at a time; default: where per-app needs it",
         "true,false", NULL, ""},
        {"yubikey-slot", "the slot of the YubiKey with the client certificate", "9a,9c,9d,9e",
         NULL, ""},
        {"uri-control", "whether links may act on the client; default: users choose",
         "Disabled,Prompt,Enabled", NULL, ""},
        {"strict-trust", "refuse gateways whose certificate is not trusted, without asking",
         "true,false", NULL, "true"},
        OPTION_REGISTRY("block-untrusted", "keep users from connecting to such gateways"),
        OPTION_REGISTRY("check-revocation", "check certificates of gateways by OCSP"),
        OPTION_REGISTRY("fips", "only algorithms that FIPS allows"),
        OPTION_REGISTRY("block-create", "keep users and links from adding connections"),
        {"scope", "macOS: for the computer or for the user", "System,User", NULL, "System"},
        OPTION_SWITCH("kernel-extension", "macOS: approve the kernel extension, too"),
        OPTION_SWITCH("removable", "macOS 12: anything that runs as root may remove the system "
                                   "extension")),
    .check = MAKES(acp_mobileconfig_check),
    .each = MAKES(acp_mobileconfig_each),
    .make = MAKES(acp_mobileconfig_make),
},

{
    .name = "shell",
    .help = "a script for Linux or macOS that puts the files in their places",
    .inputs = EVERY_KIND,
    .files = true,
    .options = OPTIONS(OPTION_OS("linux,macos"), OPTION_CLIENT),
    .make = MAKES(acp_shell_make),
},

{
    .name = "ansible",
    .help = "a playbook for Linux or macOS that puts the files in their places",
    .inputs = EVERY_KIND,
    .files = true,
    .options = OPTIONS(OPTION_OS("linux,macos"), OPTION_CLIENT),
    .make = MAKES(acp_ansible_make),
},

{
    .name = "android",
    .help = "Android: a managed configuration with the profile in it, for any MDM",
    .inputs = INPUTS({BITS(VPN), 1, 1}),
    .platforms = ACP_ANDROID,
    .options = OPTIONS(ANDROID_OPTIONS),
    .make = MAKES(acp_android_make),
},

{
    .name = "chromeos",
    .help = "Chromebooks: the managed configuration for the Google Admin console",
    .inputs = INPUTS({BITS(VPN), 1, 1}),
    .platforms = ACP_ANDROID | ACP_CHROMEOS, /* the client on them is that for Android */
    .options = OPTIONS(ANDROID_OPTIONS),
    .make = MAKES(acp_chromeos_make),
},

{
    .name = "uri",
    .help = "phones: anyconnect: links for each entry, and a page with QR codes",
    .inputs = INPUTS({BITS(VPN), 1, 1}),
    .platforms = ACP_IOS | ACP_ANDROID,
    .options = OPTIONS(
        {"profile-url", "where devices get the profile; without it, Android from its storage",
         NULL, "url", ""},
        {"certificate-url", "where devices get the client certificate, a PKCS #12 bundle", NULL,
         "url", ""},
        {"certificate", "common name of the client certificate on the device", NULL, NULL, ""},
        {"certificate-alias", "its alias in the keychain of Android devices", NULL, NULL, ""},
        {"language", "language to import from each gateway, as fr or fr-ca", NULL, NULL, ""},
        {"onsuccess", "page that is opened once connected", NULL, "url", ""},
        {"onerror", "page that is opened if that fails", NULL, "url", ""},
        {"username", "user name that is filled in", NULL, NULL, ""},
        {"group", "connection alias of the gateway that is chosen", NULL, NULL, ""}),
    .make = MAKES(acp_links_make),
},
    /* ---- headends ---------------------------------------------------------------------------- */
    {
        .name = "asa",
        .help = "ASA: tunnel groups, group policies, profiles and split lists, for each gateway",
        .inputs =
            INPUTS({BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1},
                   {BITS(NVM), 0, 1}, {BITS(ISE_POSTURE), 0, 1}, {BITS(NAM), 0, 1},
                   {BITS(AMP), 0, 1}, {BITS(FEEDBACK), 0, 1}, {BITS(UMBRELLA), 0, 1}),
        .options = OPTIONS(
            {"interface", "where clients come in, by its nameif", NULL, "headend-name", "outside"},
            {"trustpoint", "the trustpoint with the certificate of the gateway", NULL,
             "headend-name", "SECURE-CLIENT"},
            {"tunnel-group", "the tunnel group of entries without UserGroup", NULL, "headend-name",
             "AnyConnect"},
            {"group-policy", "who gets profiles that belong to no tunnel group made here", NULL,
             "headend-name", "DfltGrpPolicy"},
            {"authentication", "how users log on, where the profile does not tell",
             "aaa,certificate,aaa+certificate,saml", NULL, ""},
            {"aaa-group", "the AAA servers of users", NULL, "headend-name", "LOCAL"},
            {"saml-idp", "the identity provider, as in saml idp", NULL, NULL, ""},
            {"scep-url", "the authority's SCEP service, if the ASA is to forward requests", NULL,
             "http-url", ""},
            {"protocols", "IKEv2 beside SSL for all groups, or only where the profile uses it",
             "profile,both", NULL, "profile"},
            {"pool", "addresses of clients", NULL, "ipv4-pool", ""},
            {"pool6", "the first IPv6 address of clients and its prefix", NULL, "ipv6-range", ""},
            {"pool6-count", "how many IPv6 addresses there are", NULL, "unsigned", "256"},
            {"pool-name", "the name of the pool; that of IPv6 has a 6 behind it", NULL,
             "headend-name", "VPN_Pool"},
            {"split-include", "networks that go through the tunnel, all others not", NULL,
             "networks", ""},
            {"split-exclude", "networks that do not go through the tunnel", NULL, "networks", ""},
            {"split-list", "the name of the access list of these networks", NULL, "headend-name",
             "VPN-split"},
            {"dns", "DNS servers of clients", NULL, "ip-list", ""},
            {"domain", "DNS suffix of clients", NULL, "dns-name", ""},
            {"split-dns", "domains that are asked for in the tunnel; none: only that of domain",
             NULL, "domain-list", ""},
            {"dynamic-exclude", "domains that do not go through the tunnel", NULL, "domain-list",
             ""},
            {"dynamic-exclude-name", "the name of that list", NULL, "headend-name",
             "excluded_domains"},
            {"dynamic-include", "domains that go through the tunnel", NULL, "domain-list", ""},
            {"dynamic-include-name", "the name of that list", NULL, "headend-name",
             "included_domains"},
            {"deferred-update", "users may put updates off while they have this version, as 5.1.2",
             NULL, "three-part-version", ""},
            {"deferred-timeout", "seconds in which they decide", NULL, "unsigned", "150"},
            {"deferred-response", "what happens if they do not", "defer,update", NULL, "update"},
            {"management-profile", "the name of the management profile on the ASA", NULL,
             "headend-name", "AnyConnect_MGMT_Profile"},
            {"package-version", "version of the client packages on the ASA, as 5.1.10.233", NULL,
             "version", ""},
            {"packages", "systems there are packages for, as in their names", NULL, "headend-words",
             "win,macos,linux64"},
            {"crypto-map", "the crypto map of the interface, for IKEv2", NULL, "headend-name",
             "outside_map"}),
    },

    {
        .name = "ios-xe",
        .help = "IOS-XE: FlexVPN for the entries with standard authentication, for each router",
        .inputs = INPUTS({BITS(VPN), 1, ACP_UNBOUNDED}, {BITS(LOCAL_POLICY), 0, 1}),
        .options = OPTIONS(
            {"trustpoint", "the trustpoint with the router's certificate", NULL, "headend-word",
             "IKEv2-TP"},
            {"aaa", "who authenticates users: a group of RADIUS servers, or local", NULL,
             "headend-word", "radius"},
            {"pool", "addresses of clients", NULL, "ipv4-pool", ""},
            {"pool-name", "the name of the pool", NULL, "headend-word", "ACPOOL"},
            {"split-include", "networks that go through the tunnel, all others not", NULL,
             "ipv4-networks", ""},
            {"split-list", "the name of the access list of these networks", NULL, "headend-word",
             "split_tunnel"},
            {"dns", "DNS servers of clients", NULL, "ipv4-list", ""},
            {"domain", "DNS suffix of clients", NULL, "dns-name", ""},
            {"dh-groups", "Diffie-Hellman groups of IKEv2", NULL, "dh-groups", "20,19"},
            {"loopback", "an address for the tunnel interfaces, used for nothing else", NULL,
             "ipv4", "10.0.0.1"},
            {"template", "the number of the virtual template", NULL, "unsigned", "100"},
            {"nat-interface",
             "the interface to the Internet, if clients get there through the tunnel", NULL,
             "headend-word", ""}),
    },

    {
        .name = "secure-access",
        .help = "Secure Access: a list of what to enter where, as its pages take no file",
        .inputs = INPUTS({BITS(VPN), 0, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}),
        .options = OPTIONS(
            {"method",
             "what a machine tunnel is authenticated by: one user for all, the machine's "
             "name, or the user's address",
             "machine,endpoint,user", NULL, "machine"},
            {"user", "the user for all machines", NULL, NULL, "machine@sse.com"},
            {"split-include", "networks that go through the tunnel, all others not", NULL,
             "networks", ""},
            {"split-exclude", "networks that do not go through the tunnel", NULL, "networks", ""},
            {"dns", "DNS servers of clients", NULL, "ip-list", ""},
            {"domain", "DNS suffix of clients", NULL, "dns-name", ""}),
    },

    /* ---- other clients ------------------------------------------------------------------------ */
    {
        .name = "openconnect",
        .help = "openconnect on Linux: a configuration file for each host entry",
        .inputs =
            INPUTS({BITS(VPN), 1, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1}),
        .options = OPTIONS(OPTION_CERTIFICATE, OPTION_KEY, OPTION_CA),
    },

    {
        .name = "networkmanager",
        .help = "NetworkManager: a keyfile for its openconnect plugin, for each host entry",
        .inputs =
            INPUTS({BITS(VPN), 1, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1}),
        .options = OPTIONS(OPTION_CERTIFICATE, OPTION_KEY, OPTION_CA),
    },

    {
        .name = "swanctl",
        .help = "strongSwan: swanctl.conf for each host entry with standard authentication",
        .inputs =
            INPUTS({BITS(VPN), 1, ACP_UNBOUNDED}, {BITS(MGMT), 0, 1}, {BITS(LOCAL_POLICY), 0, 1}),
        .options = OPTIONS(
            OPTION_CERTIFICATE, OPTION_CA,
            {"user", "the name that the user logs on with", NULL, NULL, ""},
            {"networks", "networks that go through the tunnel; all if it is left out", NULL,
             "networks", ""}),
    },

#undef BITS
#undef INPUTS
#undef OPTIONS
#undef OPTION_OS
#undef OPTION_CLIENT
#undef OPTION_ARCHIVE
#undef OPTION_SWITCH
#undef OPTION_SWITCH_ON
#undef OPTION_REGISTRY
#undef OPTION_MANAGED
#undef ANDROID_OPTIONS
#undef OPTION_CERTIFICATE
#undef OPTION_KEY
#undef OPTION_CA
#undef EVERY_KIND
    /* clang-format on */

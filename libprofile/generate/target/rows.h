/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The targets, in the order of `acprof generate --list`: the rows of a table of acp_target. It is
 * included twice: by table.c, where MAKES(function) is the function, and by acprof itself, which
 * only describes the targets and is not linked with what makes them. */
/* A table is no sentence of C. */
/* clang-format off */

#define BITS(kind)       (UINT32_C(1) << ACP_KIND_##kind)
#define INPUTS(...)      (const acp_target_input[]){__VA_ARGS__, {0, 0, 0}}
#define OPTIONS(...)     (const acp_target_option[]){__VA_ARGS__, {NULL, NULL, NULL, NULL, NULL}}
#define NO_OPTIONS       (const acp_target_option[]){{NULL, NULL, NULL, NULL, NULL}}
#define OPTION_OS(names) {"os", "the system of the endpoints", names, NULL, NULL}
#define OPTION_CLIENT                                                                              \
    {"client", "the generation of the client: AnyConnect 4 or Secure Client 5", "4,5", NULL, "5"}
#define OPTION_ARCHIVE                                                                             \
    {"archive", "one archive instead of the files, the same bytes each time", "tar.gz,zip", NULL, ""}
#define OPTION_SWITCH(name, help) {name, help, "true,false", NULL, "false"}
#define OPTION_REGISTRY(name, help) {name, help, "true,false", NULL, ""}

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
    .help = "scripts for Intune: detection and remediation on Windows, a shell script for macOS",
    .inputs = EVERY_KIND,
    .files = true,
    .platforms = ACP_WINDOWS | ACP_MACOS,
    .options = NO_OPTIONS,
    .make = MAKES(acp_intune_make),
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

#undef BITS
#undef INPUTS
#undef OPTIONS
#undef NO_OPTIONS
#undef OPTION_OS
#undef OPTION_CLIENT
#undef OPTION_ARCHIVE
#undef OPTION_SWITCH
#undef OPTION_REGISTRY
#undef EVERY_KIND
    /* clang-format on */

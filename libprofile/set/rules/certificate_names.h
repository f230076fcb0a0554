/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hosts of profiles against the names in certificates. */
#ifndef ACP_SET_RULES_CERTIFICATE_NAMES_H
#define ACP_SET_RULES_CERTIFICATE_NAMES_H

#include "set/certificates.h"

/* Notes that a host must be covered by a certificate, which stands or is bound at there. origin:
 * "The certificate in paris.pem"; its_names: how to introduce them, NULL: as the client finds them.
 */
void acp_name_agrees(acp_set_run *run, const acp_rule *rule, const acp_target *target,
                     const acp_certificate *certificate, acp_spot there, const char *origin,
                     const char *its_names);

/* certificate_bound.c: the same for the certificates headends are configured with. */
void acp_bound_names_agree(acp_set_run *run, const acp_rule *rule);

#endif

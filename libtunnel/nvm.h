/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the engines of the Network Visibility Module share. */
#ifndef TUNNEL_NVM_H
#define TUNNEL_NVM_H

#include "libtunnel/policy.h"

/* The data collection policy that holds for flows of a network, of the Knox workspace or of the
 * device. Notes it. NULL: none. */
const tunnel_collection *tunnel_collection_of(const tunnel_policy *policy, tunnel_nvm_class network,
                                              bool knox, tunnel_explanation *why);

#endif

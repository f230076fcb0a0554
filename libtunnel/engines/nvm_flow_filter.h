/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-flow-filter: whether the Network Visibility Module records a flow. Part of tunnel.h. */
#ifndef TUNNEL_NVM_FLOW_FILTER_H
#define TUNNEL_NVM_FLOW_FILTER_H

#define TUNNEL_NVM_FILTER_ACTIONS(X)                                                               \
    X(TUNNEL_FLOW_COLLECT, "collect") X(TUNNEL_FLOW_IGNORE, "ignore")
typedef enum { TUNNEL_NVM_FILTER_ACTIONS(TUNNEL_CODE) } tunnel_nvm_filter_action;

#define TUNNEL_NVM_FILTER_REASONS(X)                                                               \
    X(TUNNEL_FLOW_RULE_COLLECT, "rule-collect")                                                    \
    X(TUNNEL_FLOW_RULE_IGNORE, "rule-ignore")                                                      \
    X(TUNNEL_FLOW_NO_RULE_MATCHED, "no-rule-matched")                                              \
    X(TUNNEL_FLOW_NO_RULES, "no-rules")                                                            \
    X(TUNNEL_FLOW_NO_POLICY, "no-policy")                                                          \
    X(TUNNEL_FLOW_PLATFORM_UNSUPPORTED, "platform-unsupported")
typedef enum { TUNNEL_NVM_FILTER_REASONS(TUNNEL_CODE) } tunnel_nvm_filter_reason;

/* A flow, its fields named as the guide names them. What a flow lacks: TUNNEL_NO_NUMBER, ptr or
 * items NULL; tunnel_flow_clear() makes it so for all. */
typedef struct {
    bool given;
    int64_t Protocol;
    tunnel_text_t SourceIPv4Address, DestinationIPv4Address;
    int64_t SourceTransportPort, DestinationTransportPort, FlowDirection;
    tunnel_text_t SourceIPv6Address, DestinationIPv6Address;
    int64_t FlowStartSec, FlowStopSec, FlowStartMsec, FlowStopMsec;
    tunnel_text_t FlowUDID, LoggedInUser;
    int64_t LoggedInUserAccountType, ProcessID;
    tunnel_text_t ProcessName, ProcessHash, ProcessAccount;
    int64_t ProcessUserAccountType;
    tunnel_text_t ProcessPath, ProcessArgs;
    int64_t ParentProcessID;
    tunnel_text_t ParentProcessName, ParentProcessHash, ParentProcessAccount;
    int64_t ParentProcessUserAccountType;
    tunnel_text_t ParentProcessPath, ParentProcessArgs, DNSSuffix;
    int64_t L4ByteCountIn, L4ByteCountOut;
    tunnel_text_t DestinationHostname;
    int64_t InterfaceUID;
    tunnel_texts ModuleNameList, ModuleHashList;
    tunnel_text_t AdditionalLoggedInUsersList;
    int64_t ProcessIntegrityLevel, ParentProcessIntegrityLevel, FlowReportStage;
} tunnel_flow;

TUNNEL_API void tunnel_flow_clear(tunnel_flow *flow);

typedef struct {
    tunnel_nvm_class network_class;
    bool knox; /* traffic of the Knox workspace */
    tunnel_flow flow;
} tunnel_nvm_flow_filter_facts;

typedef struct {
    tunnel_nvm_filter_action action;
    tunnel_text_t rule;   /* the one that decided; ptr NULL: none */
    int64_t rule_index;   /* from 1; TUNNEL_NO_NUMBER: none */
    tunnel_text_t policy; /* ptr NULL: none holds for that network */
    tunnel_nvm_filter_reason reason;
} tunnel_nvm_flow_filter_result;

/* Needs no buffer, and takes time at most in proportion to the rules of the policy. */
TUNNEL_API tunnel_status tunnel_decide_nvm_flow_filter(const tunnel_policy *policy,
                                                       const tunnel_nvm_flow_filter_facts *facts,
                                                       tunnel_nvm_flow_filter_result *result,
                                                       tunnel_buffer *buffer,
                                                       tunnel_explanation *why);

#endif

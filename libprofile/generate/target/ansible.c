/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target ansible: a playbook and the files it copies. Nothing of a document stands in a template:
 * what Ansible takes for one in a name is marked as none. */
#include <stdlib.h>

#include "generate/target/escape.h"
#include "generate/target/makers.h"
#include "generate/target/script.h"

static const char head[] =
    "---\n"
    "# ansible-playbook -i INVENTORY site.yml; variables, in the inventory or with -e:\n"
    "#   secure_client_root=DIR      work below DIR instead of /\n"
    "#   secure_client_become=false  work as the user that Ansible logs on as\n"
    "#   secure_client_hosts=GROUP   the hosts to do it on (all); only with -e\n"
    "- name: Files of Cisco Secure Client\n"
    "  hosts: \"{{ secure_client_hosts | default('all') }}\"\n"
    "  become: \"{{ secure_client_become | default(true) | bool }}\"\n"
    "  gather_facts: false\n"
    "  vars:\n"
    "    secure_client_files:\n";

static const char tasks[] =
    "  tasks:\n"
    "    - name: Directories\n"
    "      ansible.builtin.file:\n"
    "        path: \"{{ secure_client_root | default('') }}/{{ item }}\"\n"
    "        state: directory\n"
    "      loop: \"{{ secure_client_files | map(attribute='path') | map('dirname') | unique }}\"\n"
    "\n"
    "    - name: Files\n"
    "      ansible.builtin.copy:\n"
    "        src: \"{{ playbook_dir }}/files/{{ item.path }}\"\n"
    "        dest: \"{{ secure_client_root | default('') }}/{{ item.path }}\"\n"
    "        mode: \"{{ item.mode }}\"\n"
    "        owner: \"{{ omit if secure_client_root | default('') else 'root' }}\"\n"
    "        decrypt: false\n"
    "      loop: \"{{ secure_client_files }}\"\n"
    "      loop_control:\n"
    "        label: \"{{ item.path }}\"\n";

/* Ansible replaces $NAME in a path, whoever wrote it. */
static void refuse_variables(acp_job *job, const acp_placed *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strchr(files[i].path, '$'))
            acp_output_refuse(
                job->out, "'%s': Ansible takes $ in the name of a file for a variable; rename it",
                files[i].path);
}

static void add_playbook(acp_job *job, const acp_placed *files, size_t count)
{
    acp_buffer text = {0};
    acp_buffer_puts(&text, head);
    for (size_t i = 0; i < count; i++) {
        acp_buffer_puts(&text, "      - path: !unsafe ");
        acp_escape_yaml(&text, acp_slice_of(files[i].path));
        acp_buffer_printf(&text, "\n        mode: \"%04o\"\n", files[i].mode);
    }
    acp_buffer_puts(&text, tasks);
    if (text.failed)
        job->out->no_memory = true;
    else
        acp_output_add(job->out, "site.yml", 0644, text.text, text.length);
    acp_buffer_free(&text);
}

acp_status acp_ansible_make(acp_job *job)
{
    size_t count;
    acp_output *out = job->out;
    acp_placed *files = acp_placed_files(job, job->platforms, acp_job_value(job, "client"), &count);
    for (size_t i = 0; files && i < count; i++) {
        const char *path = acp_arena_printf(&out->arena, "files/%s", files[i].path);
        if (path)
            acp_output_add_shared(out, path, 0644, files[i].bytes, files[i].sha256);
    }
    if (files) {
        refuse_variables(job, files, count);
        add_playbook(job, files, count);
        acp_output_note(out, "The client reads a local policy when its service starts anew.");
    }
    free(files);
    return acp_output_status(out);
}

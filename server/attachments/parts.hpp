#pragma once
#include "models/store/attachments.hpp"
#include "server/html/rule_words.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::attachments {

// templates/shared/attachments.html; nothing where there are none. Whoever may not open them sees what they
// are and their hashes.
nlohmann::json list_view(const html::Words&, const std::vector<store::AttachmentRow>&, bool may_open);

// templates/shared/add_attachment.html: a form of its own, sent to `action`; `id` is unique on the page.
nlohmann::json add_view(const html::Words&, const std::string& action, const std::string& id,
                        const std::string& field);

nlohmann::json attachment_json(const store::AttachmentRow&); // of the API

} // namespace server::attachments

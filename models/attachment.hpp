#pragma once
#include "models/id.hpp"
#include "models/names.hpp"

namespace models {

using AttachmentId = Id<struct Attachment>;

// What a file is by its first bytes; nothing else is kept.
enum class AttachmentKind { jpeg, png, pdf };
template <>
inline constexpr auto kNames<AttachmentKind> = names<AttachmentKind>(
    {{AttachmentKind::jpeg, "jpeg"}, {AttachmentKind::png, "png"}, {AttachmentKind::pdf, "pdf"}});

} // namespace models

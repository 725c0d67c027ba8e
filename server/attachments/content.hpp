#pragma once
#include "models/attachment.hpp"
#include "models/result.hpp"
#include <string>
#include <string_view>

namespace server::attachments {

inline constexpr std::size_t kMostBytes = 5 * 1024 * 1024; // of one file

// A file as it will be kept.
struct Content {
    models::AttachmentKind kind{};
    std::string bytes;
    std::string sha256; // of these bytes
};

// What the bytes are is told by the bytes alone. A picture keeps what draws it and nothing else: of a JPEG's
// metadata only which way up it stands, of a PNG no text, time or Exif; place, device and previews are gone,
// and so is whatever was hidden behind the end of the picture. A PDF is kept as it is. Faults without a
// pointer: error.attachment.size, .kind, .broken.
models::Result<Content> checked(std::string_view bytes);

} // namespace server::attachments

variable "image_version" {
  type        = string
  description = "Of the image's sources, with a v: part of the image's name."
}

variable "hash" {
  type        = string
  description = "Fingerprint of the image's sources: part of the image's name."
}

variable "ami_prefix" {
  type    = string
  default = "semaphore-agent"
}

variable "arch" {
  type    = string
  default = "arm64"
}

variable "region" {
  type = string
}

variable "instance_type" {
  type        = string
  description = "Of a dedicated host of the account. The builder chooses it unless AMI_INSTANCE_TYPE does."
}

variable "source_ami" {
  type        = string
  default     = ""
  description = "Image to start from; empty: Amazon's newest macOS of macos_version."
}

variable "macos_version" {
  type        = string
  default     = ""
  description = "12 or newer, as the family can boot it; empty: that of versions.json."
}

variable "agent_version" {
  type        = string
  default     = ""
  description = "Empty: that of versions.json."
}

variable "toolbox_version" {
  type        = string
  default     = ""
  description = "Empty: that of versions.json."
}

variable "force_deregister" {
  type        = bool
  default     = false
  description = "Replaces an image of the same name, and deletes its snapshots."
}

variable "iam_instance_profile" {
  type        = string
  default     = ""
  description = "Of the instance that the image is made of."
}

variable "ssh_interface" {
  type        = string
  default     = ""
  description = "session_manager: over Systems Manager, with iam_instance_profile and no open port."
}

variable "source_cidrs" {
  type        = string
  default     = ""
  description = "Address ranges, by comma, that reach the instance; empty: this machine's public address."
}

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

variable "os" {
  type        = string
  default     = "windows"
  description = "windows (Server 2019), windows-2022 or windows-2025: part of the image's name."
}

variable "arch" {
  type    = string
  default = "x86_64"
}

variable "region" {
  type = string
}

variable "instance_type" {
  type        = string
  description = "On demand, never spot. The builder chooses it unless AMI_INSTANCE_TYPE does."
}

variable "source_ami" {
  type        = string
  default     = ""
  description = "Image to start from; empty: Amazon's newest of the release that os names."
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

variable "source_cidrs" {
  type        = string
  default     = ""
  description = "Address ranges, by comma, that reach the instance; empty: this machine's public address."
}
